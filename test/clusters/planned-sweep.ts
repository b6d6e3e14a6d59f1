import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Experiment } from '../../engine/model/experiment.js';
import { Gathering } from '../../server/clusters/gathering.js';
import { type Plan, writePlan } from '../../server/clusters/plan.js';
import { planRound } from '../../server/clusters/round.js';
import { conclude, openFolder, sweepCells } from '../../server/experiments/index.js';
import { digestOfFolder } from '../experiments/folder-digest.js';

export const CLI = resolve('dist/cli.cjs');
/** The command with which a test's jobs call Twinchain. */
export const PROGRAM = [process.execPath, CLI];
const BUNDLE = pathToFileURL(resolve('dist/cell-worker.cjs'));

/** Writes an experiment to a folder and plans its missing replications. */
export async function plan(experiment: Experiment, folder: string, batchSeconds: number): Promise<Plan> {
  await openFolder(folder, { experiment, source: 'small.twin' }, true);
  return planAgain(experiment, folder, batchSeconds);
}

export async function planAgain(experiment: Experiment, folder: string, batchSeconds = 1000): Promise<Plan> {
  const gathering = new Gathering(experiment, folder);
  await gathering.take();
  const { plan: planned } = await planRound(experiment, folder, gathering, batchSeconds);
  await writePlan(folder, planned);
  return planned;
}

/** Calls `twinchain run-cells` as a job of a cluster does. */
export function startBatch(folder: string, batch: number) {
  const child = spawn(process.execPath, [CLI, 'run-cells', folder, '--batch', `${batch}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const ended = new Promise<{ exitCode: number | null; said: string }>((done) => {
    child.on('close', (exitCode) => done({ exitCode, said }));
  });
  return { child, ended };
}

/** The results of an experiment: its replications, tables and summary, without a record of how they were computed. */
export function resultsIn(folder: string): Record<string, string> {
  const ours = /^(cells\/[0-9a-f]{64}\.parquet|(results|replications)\.parquet|(summary|manifest|experiment)\.json)$/;
  return Object.fromEntries(Object.entries(digestOfFolder(folder)).filter(([file]) => ours.test(file)));
}

/** The same experiment, simulated in this process. */
export async function sweptHere(experiment: Experiment, folder: string): Promise<Record<string, string>> {
  await openFolder(folder, { experiment, source: 'small.twin' }, true);
  const { replications } = await sweepCells(experiment, { folder, jobs: 1, bundle: BUNDLE });
  await conclude(experiment, folder, replications);
  return resultsIn(folder);
}

/** Collects replications that other processes simulated and concludes the experiment. */
export async function collected(experiment: Experiment, folder: string): Promise<Record<string, string>> {
  const gathering = new Gathering(experiment, folder);
  await gathering.take();
  if (!gathering.isComplete) throw new Error(`${gathering.missing.length} cells are missing`);
  await conclude(experiment, folder, gathering.counts());
  return resultsIn(folder);
}
