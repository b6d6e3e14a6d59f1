import { describe, expect, it } from 'vitest';
import { ask } from '../../server/clusters/command.js';

/** Timers that keep this process alive. */
const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('a program of an engine', () => {
  it('that is not installed is reported, and does not keep the command line waiting', async () => {
    const before = timers();
    await expect(ask('twinchain-is-not-installed', [])).rejects.toMatchObject({ code: 'cluster/missing' });
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('answers with its output and its exit code', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.exitCode = 3';
    expect(await ask(process.execPath, ['-e', script], 'text')).toEqual({ exitCode: 3, stdout: 'text', stderr: '' });
  });
});
