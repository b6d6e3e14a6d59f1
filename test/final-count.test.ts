import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';

mkdirSync('test-results', { recursive: true });
const folder = mkdtempSync(path.resolve('test-results/final-count-'));
writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default {};');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The last line that Vitest prints for a test file with this text. */
async function lastLine(text: string): Promise<string> {
  writeFileSync(path.join(folder, 'x.test.ts'), `import { expect, test } from 'vitest';\n${text}`);
  const reporters = ['--reporter=default', `--reporter=${path.resolve('test/final-count.ts')}`];
  const vitest = promisify(execFile)(
    process.execPath,
    [path.resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, ...reporters],
    { env: { ...process.env, NO_COLOR: '1' } },
  );
  const { stdout } = await vitest.catch((failure: { stdout: string }) => failure);
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}

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
