import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { forwardedWordsOf, keepCommandLine, type Printed, wordsOf } from './kept-command-line.js';
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

/**
 * Runs a line. Calls of the command line with plain words share one process, also where a shell sends their output on;
 * other lines start their own.
 */
async function type(folder: string, line: string): Promise<Printed> {
  const words = wordsOf(line);
  if (words) return kept.run(folder, words);
  const forwarded = forwardedWordsOf(line);
  return inShell(folder, forwarded ? `${await repeated(folder, forwarded.words)}${forwarded.onwards}` : line);
}

/** A shell function that prints what the shared process has printed, and a call of it. */
async function repeated(folder: string, words: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await kept.run(folder, words);
  const said = dirname(folder);
  writeFileSync(join(said, 'stdout'), stdout);
  writeFileSync(join(said, 'stderr'), stderr);
  return `twinchain() { cat '${said}/stdout'; cat '${said}/stderr' >&2; return ${exitCode}; }; twinchain`;
}

async function inShell(folder: string, line: string): Promise<Printed> {
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
