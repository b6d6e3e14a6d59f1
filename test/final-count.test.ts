import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { slowestFiles } from './final-count.js';

mkdirSync('test-results', { recursive: true });
const folder = mkdtempSync(path.resolve('test-results/final-count-'));
writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default {};');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Vitest's output for test files with these texts. */
async function printed(...texts: string[]): Promise<string[]> {
  for (const name of readdirSync(folder)) if (name.endsWith('.test.ts')) rmSync(path.join(folder, name));
  texts.forEach((text, i) => {
    writeFileSync(path.join(folder, `${i}.test.ts`), `import { expect, test } from 'vitest';\n${text}`);
  });
  const reporters = ['--reporter=default', `--reporter=${path.resolve('test/final-count.ts')}`];
  const vitest = promisify(execFile)(
    process.execPath,
    [path.resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, ...reporters],
    { env: { ...process.env, NO_COLOR: '1' } },
  );
  const { stdout } = await vitest.catch((failure: { stdout: string }) => failure);
  return stdout.trimEnd().split('\n');
}

const lastLine = async (text: string) => (await printed(text)).at(-1);

describe('the last line of a test run', () => {
  test('counts what passed, failed and was skipped', async () => {
    const line = await lastLine(`
      test('a', () => {});
      test('b', () => expect(1).toBe(2));
      test.skip('c', () => {});`);
    expect(line).toBe('1 passed, 1 failed, 1 skipped');
  });

  test('counts a file that cannot be loaded as a failure', async () => {
    expect(await lastLine('throw new Error("no tests here");')).toBe('0 passed, 1 failed');
  });

  test('counts an error outside of any test as a failure', async () => {
    expect(await lastLine(`test('a', async () => { Promise.reject(new Error('lost')); });`)).toBe('1 passed, 1 failed');
  });
});

describe('the times before the last line of a test run', () => {
  test('list each file', async () => {
    const lines = await printed(`test('a', () => {});`, `test('b', () => {});`);
    const title = lines.indexOf('Files by time:');
    const files = lines.slice(title + 1, -2).map((line) => /^ +\d+\.\d s {2}(\d\.test\.ts)$/.exec(line)?.[1]);
    expect(files.toSorted()).toEqual(['0.test.ts', '1.test.ts']);
  });

  test('list the ten slowest files if there are more', () => {
    const files = Array.from({ length: 12 }, (_, i) => ({ file: `${i}.test.ts`, milliseconds: 500 * i }));
    const [title, ...lines] = slowestFiles(files).split('\n');
    expect(title).toBe('The 10 slowest of 12 files:');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('     5.5 s  11.test.ts');
    expect(lines[9]).toBe('     1.0 s  2.test.ts');
  });
});
