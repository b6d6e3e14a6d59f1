// npm run fuzz -- [texts] [seed] [sessions]: checks the laws on mutated texts and on language servers under abuse. Each
// breach is shrunk and saved: texts in test/fuzz/corpus, sequences of actions in test/fuzz/abuses.
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmptyFileSystem } from 'langium';
import { prepare } from '../../engine/simulation.js';
import { createTwinServices } from '../../language/services.js';
import { actions } from './abuse.js';
import { type Breach, Laws } from './laws.js';
import { Mutations } from './mutations.js';
import { Draws } from './random.js';
import { TEXTS } from './samples.js';
import { breachUnder } from './server-laws.js';
import { fewest, shrink } from './shrink.js';

const CASES = 1_000_000;
const TEXTS_PER_SESSION = 500;
const ACTIONS = 60;
const REPORT_EVERY = 1000;
const REPORT_SESSIONS_EVERY = 10;
/** Number of breaches saved per law; further ones add no information. */
const KEPT_PER_LAW = 3;
/**
 * Budget of shrinking a session. It is small because a server takes a second to start, and because a breach may depend
 * on timing.
 */
const SERVER_BUDGET = 60;

const cases = Number(process.argv[2] ?? CASES);
const seed = process.argv[3] ?? String(randomInt(1_000_000));
const sessions = Number(process.argv[4] ?? Math.ceil(cases / TEXTS_PER_SESSION));
const what = `${cases} texts and ${sessions} sessions of ${ACTIONS} actions, seed ${seed}`;
console.log(`${what}. Again: npm run fuzz -- ${cases} ${seed} ${sessions}`);

await prepare();
const laws = new Laws();
const mutations = new Mutations(TEXTS, createTwinServices(EmptyFileSystem).twin.parser.Lexer);
const found = new Map<string, number>();

for (let index = 0; index < cases; index++) {
  const text = mutations.text(new Draws(`${seed}/${index}`));
  const breach = await laws.breachIn(text);
  if (breach && isToBeKept(breach)) {
    const small = await shrink(text, async (candidate) => (await laws.breachIn(candidate))?.law === breach.law);
    keep(breach, `corpus/${breach.law}-${seed}-${index}.twin`, small);
  }
  if ((index + 1) % REPORT_EVERY === 0) console.log(`${index + 1} of ${cases} texts: ${summary()}`);
}
for (let index = 0; index < sessions; index++) {
  const done = actions(ACTIONS, new Draws(`${seed}/session/${index}`), mutations);
  const breach = await breachUnder(done);
  if (breach && isToBeKept(breach)) {
    const isSame = async (fewer: typeof done) => (await breachUnder(fewer))?.law === breach.law;
    const small = await fewest(done, (fewer) => isSame([...fewer]), SERVER_BUDGET);
    keep(breach, `abuses/${breach.law}-${seed}-${index}.json`, `${JSON.stringify(small, undefined, 2)}\n`);
  }
  if ((index + 1) % REPORT_SESSIONS_EVERY === 0) console.log(`${index + 1} of ${sessions} sessions: ${summary()}`);
}
console.log(`${what}: ${summary()}`);
process.exitCode = found.size > 0 ? 1 : 0;

function isToBeKept({ law }: Breach): boolean {
  const count = (found.get(law) ?? 0) + 1;
  found.set(law, count);
  return count <= KEPT_PER_LAW;
}

function keep({ law, detail }: Breach, file: string, content: string): void {
  writeFileSync(path.join('test/fuzz', file), content);
  console.log(`${law}: ${detail.split('\n').slice(0, 6).join('\n    ')}\n  kept as test/fuzz/${file}`);
}

function summary(): string {
  if (found.size === 0) return 'nothing broke';
  return [...found].map(([law, count]) => `${law} ${count}`).join(', ');
}
