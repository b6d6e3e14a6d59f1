import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EmptyFileSystem } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepare } from '../../engine/simulation.js';
import { createTwinServices } from '../../language/services.js';
import { findingsIn } from './findings.js';
import { Laws } from './laws.js';
import { Mutations } from './mutations.js';
import { Draws } from './random.js';
import { TEXTS } from './samples.js';

const CORPUS = path.join(import.meta.dirname, 'corpus');
/** The recorded findings for each text of the corpus; `vitest -u` updates them. */
const FINDINGS = path.join(import.meta.dirname, 'findings');
/** `npm run fuzz` tries more, with other seeds. */
const CASES = 60;
const SEED = 'test';

describe('a text breaks nothing: it is checked, lowered, formatted and run', () => {
  const laws = new Laws();
  const mutations = new Mutations(TEXTS, createTwinServices(EmptyFileSystem).twin.parser.Lexer);
  beforeAll(() => prepare());

  it.each(readdirSync(CORPUS))(
    '%s, which caused a failure once, causes none and reports its errors',
    async (name) => {
      const text = readFileSync(path.join(CORPUS, name), 'utf8');
      expect(await laws.breachIn(text)).toBeUndefined();
      await expect(await findingsIn(text)).toMatchFileSnapshot(path.join(FINDINGS, `${name}.txt`));
    },
    600_000,
  );

  it(`in ${CASES} texts made by edits that follow the grammar`, async () => {
    for (let index = 0; index < CASES; index++) {
      const name = `${SEED}/${index}`;
      const text = mutations.text(new Draws(name));
      expect(await laws.breachIn(text), `${name}:\n${text}`).toBeUndefined();
    }
  }, 600_000);

  it('and the test notices a violated law', async () => {
    const language = Reflect.get(laws, 'language');
    const { lower } = language;
    language.lower = () => ({ ok: true, scenario: { duration: Number.NaN } });
    const breach = await laws.breachIn(TEXTS[0]);
    language.lower = lower;
    expect(breach).toMatchObject({ law: 'scenario-not-finite', detail: '/scenarios/0/duration is NaN' });
  });
});
