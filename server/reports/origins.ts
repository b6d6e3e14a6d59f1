import { basename } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { readExperiment } from '../experiments/index.js';
import { MANIFEST_FILE } from '../runs/manifest.js';
import { readManifest } from '../runs/read-run.js';
import { readRecord } from '../runs/run-store.js';
import { jsonFile } from '../runs/summary.js';
import type { ReportOrigin } from '../view/report.js';

/** The texts that something came from, by the name of its file; undefined if they are gone or have changed since. */
export type TextsOf = (source: string) => Promise<ReportOrigin['texts'] | undefined>;

/** For who has no language at hand: what a report tells is the scenario with every default. */
export const noTexts = (): TextsOf => async () => undefined;

/** Where a run came from that is kept in a folder. @throws StorageError */
export async function runOrigin(folder: string, textsOf: (scenario: Scenario) => TextsOf): Promise<ReportOrigin> {
  const { scenario, version, engineVersion } = await readManifest(`${folder}/${MANIFEST_FILE}`);
  const { startedAt, source } = await readRecord(folder);
  return {
    name: `${scenario.name}, seed ${scenario.seed}`,
    startedAt,
    version,
    engineVersion,
    command: `twinchain run ${quoted(`${inWorkspace(folder)}/${MANIFEST_FILE}`)}`,
    texts: (source && (await textsOf(scenario)(source))) || [],
    resolved: { name: `${scenario.name}.json`, content: jsonFile(scenario) },
  };
}

/** The same of an experiment, finished or not. @throws StorageError */
export async function experimentOrigin(
  folder: string,
  textsOf: (experiment: Experiment) => TextsOf,
): Promise<ReportOrigin> {
  const { experiment, source, startedAt, version, engineVersion } = await readExperiment(folder);
  return {
    name: experiment.name,
    startedAt,
    version,
    engineVersion,
    command: `twinchain sweep ${quoted(source)} ${experiment.name}`,
    texts: (await textsOf(experiment)(source)) ?? [],
    resolved: { name: `${experiment.name}.json`, content: `${JSON.stringify(experiment)}\n` },
  };
}

/** As somebody would name it who stands in the folder that it is kept in. Reports are passed on: they say no whole path. */
function inWorkspace(folder: string): string {
  const [kept] = /\.twinchain[\\/].*$/.exec(folder) ?? [basename(folder)];
  return kept.replaceAll('\\', '/');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}
