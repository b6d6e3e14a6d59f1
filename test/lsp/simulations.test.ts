import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { RunSession } from './run-session.js';

const TEXT = `topology Small { nodes: 8  peers: full  bandwidth: 10MB/s }
scenario Long {
    topology: Small
    duration: 4h
    management { nodes: random(4)  interval: 10s }
    expect "blocks come" mean(primary.blockTime) < 10s
}
scenario Endless extends Long { duration: 500h }
scenario Short extends Long { duration: 8min }
experiment Sizes {
    scenario: Short
    vary primary.blockSize over [0.25MB, 0.5MB]
    replications: 3
}
`;

describe('a simulation', () => {
  const freshFolder = temporaryFolders();
  let folder: string;
  let globalStorage: string;
  let uri: string;
  let name: string;
  const sessions: RunSession[] = [];
  const editors: ChildProcess[] = [];

  /** A language server of the same window, with the text open. */
  async function server(editor?: number): Promise<RunSession> {
    const session = await RunSession.start({ folder, globalStorage, window: { name, process: editor } });
    sessions.push(session);
    await session.open(uri, TEXT);
    return session;
  }

  beforeEach(async () => {
    folder = await freshFolder();
    globalStorage = await freshFolder();
    name = randomUUID();
    uri = pathToFileURL(path.join(folder, 'text.twin')).href;
  });
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
    for (const editor of editors.splice(0)) editor.kill('SIGKILL');
  });

  test('continues if the language server is killed; the next one reports its progress and its end', async () => {
    const first = await server();
    const { run } = await first.run({ uri, scenario: 'Long' });
    const { simulatedSeconds } = await first.progressOf(run);
    await first.kill();
    const second = await server();
    // The run may have finished while there was no server.
    const { runs } = await second.ask('twinchain/ongoing', {});
    if (runs.length > 0) {
      expect(runs).toMatchObject([{ run, scenario: 'Long' }]);
      const progress = await Promise.race([second.progressOf(run), second.finished(run)]);
      if ('simulatedSeconds' in progress) expect(progress.simulatedSeconds).toBeGreaterThan(simulatedSeconds);
    }
    expect(await second.finished(run)).toMatchObject({
      view: { id: run, state: 'complete' },
      expectations: [{ text: 'blocks come', outcome: 'passed' }],
    });
    expect(await second.ask('twinchain/runs', {})).toMatchObject([{ run, complete: true, source: 'text.twin' }]);
  });

  test('can be stopped by the next language server', async () => {
    const first = await server();
    const { run } = await first.run({ uri, scenario: 'Endless' });
    await first.kill();
    const second = await server();
    expect(await second.ask('twinchain/ongoing', {})).toMatchObject({ runs: [{ run }], experiments: [] });
    expect(await second.ask('twinchain/stop', { run })).toBe(true);
    expect(await second.finished(run)).toMatchObject({ view: { state: 'stopped' } });
  });

  test('may be an experiment, whose replications are reported by the next language server', async () => {
    const first = await server();
    const { experiment } = await first.sweep(uri, 'Sizes', 1);
    await first.progressed(({ cellsDone }) => cellsDone > 0);
    await first.kill();
    const second = await server();
    const { view } = await second.finishedExperiment(experiment);
    expect(view).toMatchObject({ state: 'complete' });
    expect(await second.askExperiment('twinchain/storedExperiments', {})).toMatchObject([
      { experiment, complete: true, replications: 6 },
    ]);
  });

  test('survives two language servers in a row', async () => {
    const first = await server();
    const { run } = await first.run({ uri, scenario: 'Endless' });
    await first.kill();
    const second = await server();
    await second.ask('twinchain/ongoing', {});
    await second.kill();
    const third = await server();
    expect((await third.ask('twinchain/ongoing', {})).runs).toMatchObject([{ run }]);
    await third.shutdown();
    expect(existsSync(path.join(run, 'manifest.json'))).toBe(true);
  });

  test('is stopped and kept if the window disappears', async () => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    editors.push(editor);
    const session = await server(editor.pid);
    const { run } = await session.run({ uri, scenario: 'Endless' });
    await session.progressOf(run);
    editor.kill('SIGKILL');
    await session.kill();
    await expect.poll(() => existsSync(path.join(run, 'manifest.json')), { timeout: 60_000 }).toBe(true);
  });
});
