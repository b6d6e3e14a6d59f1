// `npm run twins`: simulates the comparisons of the examples in which twins look ahead and learn, and writes the tables
// of docs/twins.md.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { URI } from 'langium';
import { createNodeLanguage } from '../../language/node.js';
import { takePageCells } from '../clusters/page-cells.js';
import { type PageFlags, pageCommand } from '../clusters/page-command.js';
import { simulateOnEngine } from '../clusters/page-sweeps.js';
import { writeDurably } from '../experiments/durable-file.js';
import { COMPARISONS, casesOf, experimentOf } from './cases.js';
import { type Figures, figuresOf } from './figures.js';
import { withTables } from './tables.js';

const PAGE = 'docs/twins.md';
/** Replications of every case. */
const REPLICATIONS = 6;

const flags = pageCommand('twins', `Simulates what looking ahead and learning gain, and writes the tables of ${PAGE}.`)
  .parse()
  .opts<PageFlags>();
const replications = flags.replications ?? REPLICATIONS;
const write = (text: string) => process.stdout.write(text);

const language = createNodeLanguage(resolve('.'));
const sweeps = [];
for (const comparison of COMPARISONS) {
  const source = `examples/${comparison.file}`;
  const loaded = await language.load(URI.file(resolve(source)));
  const lowered = language.lowerExperiment(loaded, comparison.experiment);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  const experiment = experimentOf(comparison, lowered.experiment, replications);
  sweeps.push({ name: comparison.experiment, experiment, source });
}
const compared = COMPARISONS.map((comparison) => ({ comparison, cases: casesOf(comparison) }));
const cases = compared.reduce((sum, one) => sum + one.cases.length, 0);
write(
  `${cases * replications} replications; finished ones are kept in ${flags.cells}, and a later call continues with them.\n`,
);
const ended = await simulateOnEngine(flags, sweeps, write);
if (ended !== undefined) process.exit(ended);

const found = new Map<string, Figures[]>();
await takePageCells(flags, sweeps, write, (index, { point, replication }, summary) => {
  const { id } = compared[index].cases[point];
  const figures = found.get(id) ?? [];
  found.set(id, figures);
  figures[replication] = figuresOf(summary);
});
await writeDurably(resolve(PAGE), withTables(readFileSync(PAGE, 'utf8'), compared, found));
write(`${PAGE} written\n`);
