// `npm run paper`: reproduces Figures 4 and 5, and writes docs/paper.md with what came out.
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { URI } from 'langium';
import type { Experiment } from '../../engine/model/experiment.js';
import { createNodeLanguage } from '../../language/node.js';
import { writeDurably } from '../experiments/durable-file.js';
import { defaultJobs, type ExperimentSummary, summariseSoFar, sweepCells } from '../experiments/index.js';
import { PANELS, type Panel } from './claims.js';
import { failedRoundsOf } from './failed-rounds.js';
import { type PanelResult, paperPage, type SettingResult } from './page.js';
import { blockTimeBoxes, delayBoxes, delayMeans } from './plots.js';
import { SETTINGS, type Setting } from './settings.js';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string' },
    /** A fixed number instead of what the experiments say: for a quick look. */
    replications: { type: 'string' },
    /** Folder for the replications, which a later call goes on with. */
    cells: { type: 'string', default: '.twinchain/paper' },
  },
});
const jobs = values.jobs === undefined ? defaultJobs() : Number(values.jobs);
const fixed = values.replications === undefined ? undefined : Number(values.replications);

const results: SettingResult[] = [];
for (const setting of SETTINGS) results.push(await reproduce(setting));
await writeFile('docs/paper.md', paperPage(results, fixed));
process.stdout.write('docs/paper.md written\n');

async function reproduce(setting: Setting): Promise<SettingResult> {
  const panels: PanelResult[] = [];
  for (const panel of PANELS) panels.push(await reproducePanel(setting, panel));
  return { setting, panels };
}

async function reproducePanel(setting: Setting, panel: Panel): Promise<PanelResult> {
  const experiment = await experimentOf(setting, panel);
  // All panels share one folder of cells: the baseline is a point of most of them.
  const folder = values.cells;
  const { replications } = await sweepCells(experiment, {
    folder,
    jobs,
    bundle: pathToFileURL(resolve('dist/cell-worker.cjs')),
    onProgress: ({ cellsDone, cellsExpected }) =>
      process.stdout.write(`\r${setting.id} ${panel.experiment}: ${cellsDone} of ${cellsExpected} replications  `),
  });
  process.stdout.write('\n');
  const summary = await summariseSoFar(experiment, folder, replications);
  const plots = await plotsOf(setting, panel, summary);
  const failedRounds = await failedRoundsOf(experiment, folder, replications);
  return { panel, summary, failedRounds, plots };
}

/** The experiment as the file has it, expecting what the paper claims. @throws Error where the file is wrong */
async function experimentOf(setting: Setting, panel: Panel): Promise<Experiment> {
  const examples = resolve('examples');
  const language = createNodeLanguage(examples);
  const loaded = await language.load(URI.file(join(examples, setting.file)));
  const lowered = language.lowerExperiment(loaded, panel.experiment);
  if (!lowered.ok) throw new Error(lowered.diagnostics.map(({ message }) => message).join('\n'));
  const { experiment } = lowered;
  return {
    ...experiment,
    expectations: [...panel.delays, ...panel.overhead],
    replications: fixed === undefined ? experiment.replications : { kind: 'fixed', count: fixed },
  };
}

async function plotsOf(setting: Setting, panel: Panel, summary: ExperimentSummary): Promise<PanelResult['plots']> {
  const drawings = {
    means: await delayMeans(summary, panel.axis, `${panel.title}: mean delays by phase`),
    delays: await delayBoxes(summary, panel.axis, `${panel.title}: total delays`),
    overhead: await blockTimeBoxes(summary, panel.axis, `${panel.title}: block times, normal and switch`),
  };
  const name = (kind: string) => `paper/${setting.id}-${panel.experiment}-${kind}.svg`;
  for (const [kind, svg] of Object.entries(drawings)) await writeDurably(join('docs', name(kind)), svg);
  return { means: name('means'), delays: name('delays'), overhead: name('overhead') };
}
