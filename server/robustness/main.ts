// `npm run robustness`: simulates the cost of Byzantine nodes, crashes, partitions and lost messages, and writes
// docs/robustness.md.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { URI } from 'langium';
import { createNodeLanguage } from '../../language/node.js';
import { takePageCells } from '../clusters/page-cells.js';
import { type PageFlags, pageCommand } from '../clusters/page-command.js';
import { simulateOnEngine } from '../clusters/page-sweeps.js';
import { writeDurably } from '../experiments/durable-file.js';
import { allSections, experimentOf } from './cases.js';
import { type Figures, figuresOf } from './figures.js';
import { robustnessPage } from './page.js';

/** Replications of every case. */
const REPLICATIONS = 10;

const flags = pageCommand('robustness', 'Simulates what faults cost, and writes docs/robustness.md.')
  .parse()
  .opts<PageFlags>();
const replications = flags.replications ?? REPLICATIONS;
const write = (text: string) => process.stdout.write(text);

const file = resolve('server/robustness/system.twin');
const language = createNodeLanguage(resolve('.'));
const loaded = await language.load(URI.file(file));
const base = (name: string) => {
  const lowered = language.lower(loaded, name);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  return lowered.scenario;
};
const bases = { honest: base('Honest'), watching: base('Watching') };

const sections = allSections(bases);
const cases = sections.reduce((sum, section) => sum + section.cases.length, 0);
write(
  `${cases * replications} replications; finished ones are kept in ${flags.cells}, and a later call continues with them.\n`,
);
const sweeps = sections.map((section) => ({
  name: section.name,
  experiment: experimentOf(section, replications),
  source: 'server/robustness/system.twin',
}));
const ended = await simulateOnEngine(flags, sweeps, write);
if (ended !== undefined) process.exit(ended);

const found = new Map<string, Figures[]>();
await takePageCells(flags, sweeps, write, (index, { point, replication }, summary) => {
  const { id } = sections[index].cases[point];
  const figures = found.get(id) ?? [];
  found.set(id, figures);
  figures[replication] = figuresOf(summary);
});
const page = robustnessPage(bases, found, replications, readFileSync(file, 'utf8'));
await writeDurably(resolve('docs/robustness.md'), page);
write('docs/robustness.md written\n');
