// `npm run robustness`: simulates what Byzantine twins, crashes, partitions and lost messages cost, and writes docs/robustness.md.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { URI } from 'langium';
import { prepare } from '../../engine/simulation.js';
import { createNodeLanguage } from '../../language/node.js';
import { allCases } from './cases.js';
import { type Figures, FORMAT, simulate } from './figures.js';
import { KeptFigures } from './kept-figures.js';
import { robustnessPage } from './page.js';

const { values } = parseArgs({
  options: {
    replications: { type: 'string', default: '4' },
    /** Folder for the replications, which a later call goes on with. */
    cells: { type: 'string', default: '.twinchain/robustness' },
  },
});

await prepare();
const language = createNodeLanguage(resolve('.'));
const loaded = await language.load(URI.file(resolve('examples/byzantine.twin')));
const lowered = language.lower(loaded, 'Honest');
if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);

const replications = Number(values.replications);
const kept = new KeptFigures(values.cells, FORMAT, simulate);
const cases = allCases(lowered.scenario);
const figures = new Map<string, Figures[]>();
process.stdout.write(
  `${cases.length * replications} replications; finished ones are kept in ${values.cells}, and a later call goes on with them.\n`,
);
// Replication by replication, so that a call that is stopped has some of every case.
for (let replication = 0; replication < replications; replication++) {
  for (const [done, one] of cases.entries()) {
    figures.set(one.id, [...(figures.get(one.id) ?? []), kept.of(one, replication)]);
    process.stdout.write(`\rreplication ${replication + 1}: ${done + 1} of ${cases.length}   `);
  }
}
writeFileSync('docs/robustness.md', robustnessPage(lowered.scenario, figures, replications));
process.stdout.write('\ndocs/robustness.md written\n');
