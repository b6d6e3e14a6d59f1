// `npm run paper`: reproduces Figures 4 and 5, and writes the results to docs/paper.md.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Experiment } from '../../engine/model/experiment.js';
import { type PageFlags, pageCommand } from '../clusters/page-command.js';
import { simulateOnEngine } from '../clusters/page-sweeps.js';
import { defaultJobs } from '../experiments/index.js';
import { paperExperiments } from './experiments.js';
import type { Extent } from './extent.js';
import { type ReproductionProgress, reproduce } from './reproduce.js';

const flags = pageCommand('paper', 'Reproduces Figures 4 and 5 of the paper, and writes docs/paper.md.')
  .parse()
  .opts<PageFlags>();

const cellsOf = ({ points, replications }: Experiment) =>
  points.length * (replications.kind === 'fixed' ? replications.count : replications.most);

const extent: Extent = flags.replications === undefined ? {} : { replications: flags.replications };
const experiments = await paperExperiments(resolve('examples'), extent);
const most = experiments.reduce((sum, { experiment }) => sum + cellsOf(experiment), 0);
process.stdout.write(
  `${experiments.length} panels of at most ${most} replications in all; finished ones are kept in ${flags.cells}, and a later call continues with them.\n`,
);
const sweeps = experiments.map(({ setting, panel, experiment }) => ({
  name: `${setting.id}-${panel.experiment}`,
  experiment,
  source: setting.file,
}));
const ended = await simulateOnEngine(flags, sweeps, (text) => process.stdout.write(text));
if (ended !== undefined) process.exit(ended);
const began = performance.now();
/** Replications of the finished panels: all of them, and those that this call has simulated. */
const before = { done: 0, simulated: 0 };
let latest: ReproductionProgress | undefined;

await reproduce({
  experiments,
  cells: flags.cells,
  page: resolve('docs/paper.md'),
  manual: 'experiments.md',
  extent,
  jobs: flags.jobs ?? defaultJobs(),
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

/** Estimated minutes left, if every point takes its maximum of replications. */
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
