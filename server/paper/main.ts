// `npm run paper`: reproduces Figures 4 and 5, and writes docs/paper.md with what came out.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Experiment } from '../../engine/model/experiment.js';
import { BATCH_SECONDS, CLUSTERS, type ClusterSettings } from '../clusters/index.js';
import { defaultJobs } from '../experiments/index.js';
import { paperExperiments } from './experiments.js';
import type { Extent } from './extent.js';
import { simulateOnCluster } from './on-cluster.js';
import { type ReproductionProgress, reproduce } from './reproduce.js';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string' },
    /** A fixed number instead of what the experiments say: for a quick look. */
    replications: { type: 'string' },
    /** Folder for the replications, which a later call goes on with. */
    cells: { type: 'string', default: '.twinchain/paper' },
    /** Engine that simulates, and what it is told; absent: this machine. As for `twinchain sweep`. */
    on: { type: 'string' },
    'at-once': { type: 'string' },
    'submit-args': { type: 'string' },
    hosts: { type: 'string' },
    image: { type: 'string' },
    volume: { type: 'string' },
  },
});

const cellsOf = ({ points, replications }: Experiment) =>
  points.length * (replications.kind === 'fixed' ? replications.count : replications.most);

const extent: Extent = values.replications === undefined ? {} : { replications: Number(values.replications) };
const experiments = await paperExperiments(resolve('examples'), extent);
const most = experiments.reduce((sum, { experiment }) => sum + cellsOf(experiment), 0);
process.stdout.write(
  `${experiments.length} panels of at most ${most} replications in all; finished ones are kept in ${values.cells}, and a later call goes on with them.\n`,
);
const settings = clusterSettings();
if (settings) {
  const abortController = new AbortController();
  const onInterrupt = () => abortController.abort();
  process.once('SIGINT', onInterrupt);
  const failed = await simulateOnCluster({
    signal: abortController.signal,
    experiments,
    cells: values.cells,
    settings,
    onProgress: ({ cells, panelsDone }) =>
      process.stdout.write(`\r${settings.on}: ${cells} replications, ${panelsDone} of ${experiments.length} panels   `),
  });
  process.off('SIGINT', onInterrupt);
  process.stdout.write('\n');
  // What is simulated stays, and the same call goes on.
  if (abortController.signal.aborted) process.exit(130);
  for (const { message, host, log } of failed)
    process.stdout.write(`A replication failed on ${host} (${log}): ${message}\n`);
}
const began = performance.now();
/** Replications of the panels that are finished: all of them, and those that this call has simulated. */
const before = { done: 0, simulated: 0 };
let latest: ReproductionProgress | undefined;

await reproduce({
  experiments,
  cells: values.cells,
  page: resolve('docs/paper.md'),
  manual: 'experiments.md',
  extent,
  jobs: values.jobs === undefined ? defaultJobs() : Number(values.jobs),
  bundle: pathToFileURL(resolve('dist/cell-worker.cjs')),
  onProgress: (progress) => {
    if (latest && latest.panelsDone !== progress.panelsDone) {
      before.done += cellsOf(experiments[latest.panelsDone].experiment);
      before.simulated += latest.cellsDone - latest.cellsFound;
      process.stdout.write('\n');
    }
    latest = progress;
    const { setting, panel, cellsDone, cellsExpected } = progress;
    process.stdout.write(
      `\r${setting.id} ${panel.experiment}: ${cellsDone} of ${cellsExpected} replications${timeLeft(progress)}   `,
    );
  },
});
process.stdout.write(
  `\ndocs/paper.md written after ${minutes(elapsed())}, in which ${simulated(latest)} replications were simulated\n`,
);

function clusterSettings(): ClusterSettings | undefined {
  const on = CLUSTERS.find((name) => name === values.on);
  if (on === undefined) {
    if (values.on === undefined) return undefined;
    throw new Error(`--on takes ${CLUSTERS.join(', ')}, not ${values.on}.`);
  }
  const { 'at-once': atOnce, 'submit-args': submitArgs, hosts, image, volume } = values;
  return {
    on,
    batchSeconds: BATCH_SECONDS,
    atOnce: atOnce === undefined ? undefined : Number(atOnce),
    submitArgs,
    hosts: hosts?.split(','),
    image,
    volume,
  };
}

/** Minutes that are left at the pace so far, if every point takes as many replications as it may. */
function timeLeft(progress: ReproductionProgress): string {
  const pace = simulated(progress);
  if (pace === 0) return '';
  return `, at most ${minutes((elapsed() / pace) * (most - before.done - progress.cellsDone))} left`;
}

function simulated(progress: ReproductionProgress | undefined): number {
  return before.simulated + (progress ? progress.cellsDone - progress.cellsFound : 0);
}

function elapsed(): number {
  return (performance.now() - began) / 1000;
}

function minutes(seconds: number): string {
  return `${Math.max(1, Math.ceil(seconds / 60))} min`;
}
