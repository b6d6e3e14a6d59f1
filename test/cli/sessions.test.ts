import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepCommandLine, type Printed, wordsOf } from './kept-command-line.js';
import { playground, shell } from './run-command-line.js';
import { matches, parseSessions } from './session.js';

const FOLDER = 'test/cli/sessions';
/** Pages for users that show commands with their output. */
const PAGES = ['docs/recipes.md'];

const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(FOLDER, name));

const kept = keepCommandLine();
afterAll(() => kept.stop());

/** Runs a line. Lines that only call the command line share one process; lines that need a shell start their own. */
async function type(folder: string, line: string): Promise<Printed> {
  const words = wordsOf(line);
  if (words) return kept.run(folder, words);
  const { stdout, exitCode } = await shell(folder, `exec 2>&1; ${line}`);
  return { printed: stdout, exitCode };
}

for (const file of [...documents, ...PAGES]) {
  describe(file, () => {
    for (const { title, files, steps } of parseSessions(readFileSync(file, 'utf8'))) {
      it(title, async () => {
        expect(steps.length, 'a session has a command').toBeGreaterThan(0);
        const { folder, remove } = await playground(files);
        try {
          for (const step of steps) {
            const said = await type(folder, step.command);
            const where = `line ${step.line}: ${step.command}`;
            if (!matches(step.output, said.printed)) expect(said.printed, where).toBe(step.output);
            expect(said.exitCode, where).toBe(step.exitCode);
          }
        } finally {
          await remove();
        }
      });
    }
  });
}
