// npm run fuzz -- [cases] [seed]: holds mutated texts to the laws; what breaks one is shrunk and kept in test/fuzz/corpus.
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmptyFileSystem } from 'langium';
import { prepare } from '../../engine/simulation.js';
import { createTwinServices } from '../../language/services.js';
import { Laws } from './laws.js';
import { Mutations } from './mutations.js';
import { Draws } from './random.js';
import { TEXTS } from './samples.js';
import { shrink } from './shrink.js';

const CASES = 1_000_000;
const REPORT_EVERY = 1000;
/** So many of one kind are kept; more tell nothing new. */
const KEPT_PER_LAW = 3;

const cases = Number(process.argv[2] ?? CASES);
const seed = process.argv[3] ?? String(randomInt(1_000_000));
console.log(`${cases} cases, seed ${seed}. Again: npm run fuzz -- ${cases} ${seed}`);

await prepare();
const laws = new Laws();
const mutations = new Mutations(TEXTS, createTwinServices(EmptyFileSystem).twin.parser.Lexer);
const found = new Map<string, number>();
for (let index = 0; index < cases; index++) {
  const text = mutations.text(new Draws(`${seed}/${index}`));
  const breach = await laws.breachIn(text);
  if (breach) {
    const count = (found.get(breach.law) ?? 0) + 1;
    found.set(breach.law, count);
    if (count <= KEPT_PER_LAW) {
      const small = await shrink(text, async (candidate) => (await laws.breachIn(candidate))?.law === breach.law);
      const file = path.join('test/fuzz/corpus', `${breach.law}-${seed}-${index}.twin`);
      writeFileSync(file, small);
      console.log(`${breach.law}: ${breach.detail.split('\n').slice(0, 3).join(' ')}\n  kept as ${file}`);
    }
  }
  if ((index + 1) % REPORT_EVERY === 0) console.log(`${index + 1} of ${cases}: ${summary()}`);
}
console.log(`${cases} cases, seed ${seed}: ${summary()}`);
process.exitCode = found.size > 0 ? 1 : 0;

function summary(): string {
  if (found.size === 0) return 'nothing broke';
  return [...found].map(([law, count]) => `${law} ${count}`).join(', ');
}
