// `npm run twins`: simulates what the examples of twins that look ahead and learn compare, and writes the tables of docs/twins.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { URI } from 'langium';
import { prepare } from '../../engine/simulation.js';
import { createNodeLanguage } from '../../language/node.js';
import { COMPARISONS, casesOf } from './cases.js';
import { type Figures, FORMAT, simulate } from './figures.js';
import { KeptFigures } from './kept-figures.js';
import { withTables } from './tables.js';

const PAGE = 'docs/twins.md';

const { values } = parseArgs({
  options: {
    replications: { type: 'string', default: '6' },
    /** Folder for the replications, which a later call goes on with. */
    cells: { type: 'string', default: '.twinchain/twins' },
  },
});

await prepare();
const language = createNodeLanguage(resolve('.'));
const kept = new KeptFigures(values.cells, FORMAT, simulate);
const replications = Number(values.replications);
const compared = [];
for (const comparison of COMPARISONS) {
  const loaded = await language.load(URI.file(resolve('examples', comparison.file)));
  const lowered = language.lowerExperiment(loaded, comparison.experiment);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  compared.push({ comparison, cases: casesOf(comparison, lowered.experiment) });
}
const figures = new Map<string, Figures[]>();
// Replication by replication, so that a call that is stopped has some of every case.
for (let replication = 0; replication < replications; replication++)
  for (const { cases } of compared)
    for (const one of cases) {
      figures.set(one.id, [...(figures.get(one.id) ?? []), kept.of(one, replication)]);
      process.stdout.write(`replication ${replication + 1}: ${one.id}\n`);
    }
writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), compared, figures));
process.stdout.write(`${PAGE} written\n`);
