import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playground, shell } from './run-command-line.js';
import { matches, parseSessions } from './session.js';

const FOLDER = 'test/cli/sessions';
/** What is written for users, too, where it shows commands with their output. */
const PAGES = ['docs/recipes.md'];

const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(FOLDER, name));

for (const file of [...documents, ...PAGES]) {
  describe(file, () => {
    for (const { title, files, steps } of parseSessions(readFileSync(file, 'utf8'))) {
      it(title, async () => {
        expect(steps.length, 'a session has a command').toBeGreaterThan(0);
        const { folder, remove } = await playground(files);
        try {
          for (const step of steps) {
            const said = await shell(folder, `exec 2>&1; ${step.command}`);
            const where = `line ${step.line}: ${step.command}`;
            if (!matches(step.output, said.stdout)) expect(said.stdout, where).toBe(step.output);
            expect(said.exitCode, where).toBe(step.exitCode);
          }
        } finally {
          await remove();
        }
      });
    }
  });
}
