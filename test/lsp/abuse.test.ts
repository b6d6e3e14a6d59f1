import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EmptyFileSystem } from 'langium';
import { describe, expect, test } from 'vitest';
import { createTwinServices } from '../../language/services.js';
import { type Action, actions } from '../fuzz/abuse.js';
import { Mutations } from '../fuzz/mutations.js';
import { Draws } from '../fuzz/random.js';
import { TEXTS } from '../fuzz/samples.js';
import { breachUnder } from '../fuzz/server-laws.js';

const KEPT = path.resolve('test/fuzz/abuses');
/** `npm run fuzz` tries more, with other seeds. */
const ACTIONS = 60;

describe('the language server keeps working correctly', () => {
  test.each(readdirSync(KEPT))(
    'after %s, which once broke something',
    async (name) => {
      const done: Action[] = JSON.parse(readFileSync(path.join(KEPT, name), 'utf8'));
      expect(await breachUnder(done)).toBeUndefined();
    },
    600_000,
  );

  test(`after ${ACTIONS} random actions on texts and files`, async () => {
    const mutations = new Mutations(TEXTS, createTwinServices(EmptyFileSystem).twin.parser.Lexer);
    const done = actions(ACTIONS, new Draws('test'), mutations);
    expect(await breachUnder(done)).toBeUndefined();
  }, 600_000);

  test('a server with an outdated view is detected', async () => {
    const breach = await breachUnder([
      { does: 'write', name: 'b.twin', text: 'topology There { nodes: 8 }' },
      { does: 'open', name: 'c.twin', text: 'import "b.twin"\nscenario C { topology: There  duration: 1h }' },
      { does: 'wait', name: 'c.twin' },
      { does: 'write', name: 'b.twin', text: 'topology Gone { nodes: 8 }', untold: true },
    ]);
    expect(breach).toMatchObject({ law: 'server-stale', detail: expect.stringContaining('no topology `There`') });
  }, 600_000);
});
