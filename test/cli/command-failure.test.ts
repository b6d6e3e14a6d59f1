import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asFailure } from '../../server/cli/command-failure.js';
import { nodeProblem } from '../../server/cli/node-version.js';

describe('an error that no command handled', () => {
  it('of the system is reported plainly, with the path', () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinchain-test-'));
    try {
      readFileSync(folder);
      expect.unreachable();
    } catch (error) {
      const { problems, exitCode } = asFailure(Object.assign(error as Error, { path: folder }));
      expect(exitCode).toBe(2);
      expect(problems).toEqual([
        {
          severity: 'error',
          code: 'storage/refused',
          message: `"${folder}" cannot be used: it is a folder.`,
          hint: 'Check the path and its permissions.',
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('of Twinchain is called a bug of Twinchain', () => {
    expect(asFailure(new TypeError('x is undefined')).problems[0].hint).toContain('a bug in Twinchain');
  });
});

describe('a version of Node', () => {
  it.each(['18.20.4', '9.0.0'])('%s is reported to be too old', (version) => {
    expect(nodeProblem(version)).toBe(`error[usage/node]: Twinchain needs Node.js 20 or later; this is ${version}.\n`);
  });

  it.each(['20.0.0', '24.1.0', process.versions.node])('%s is taken', (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });
});
