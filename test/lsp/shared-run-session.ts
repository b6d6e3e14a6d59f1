import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { RunSession } from './run-session.js';

/** A test's share of a language server that other tests use as well. */
export interface SharedPlace {
  session: RunSession;
  /** A folder of the workspace for this test alone. */
  folder: string;
  globalStorage: string;
  /** URI of the test's file, in its folder. */
  uri: string;
}

/** Number of folders in a server's workspace. Once all have been used, a new server is started. */
const FOLDERS = 20;

/**
 * One language server for many tests, each with a folder of its own in the workspace, because starting a server takes
 * as long as most tests. After a test that fails or shuts the server down, the next test gets a new server.
 * @param file name of each test's file
 * @returns the folder and file of the running test
 */
export function sharedRunSessions(file: string): () => SharedPlace {
  let root = '';
  let session: RunSession | undefined;
  let unused: string[] = [];
  let globalStorage = '';
  let place: SharedPlace | undefined;

  const folderIn = (prefix: string) => mkdtemp(path.join(root, prefix));
  async function start(): Promise<RunSession> {
    root = await mkdtemp(path.join(tmpdir(), 'twinchain-test-'));
    unused = await Promise.all(Array.from({ length: FOLDERS }, () => folderIn('folder-')));
    globalStorage = await folderIn('storage-');
    return RunSession.start({ folders: [...unused], globalStorage });
  }
  async function end(): Promise<void> {
    await session?.close();
    session = undefined;
    if (root) await rm(root, { recursive: true, force: true });
  }

  beforeEach(async () => {
    if (!session?.isOpen || unused.length === 0) {
      await end();
      session = await start();
    }
    const folder = unused.pop();
    if (!session || folder === undefined) throw new Error('There is no server, or no folder.');
    place = { session, folder, globalStorage, uri: pathToFileURL(path.join(folder, file)).href };
  });
  afterEach(async ({ task }) => {
    if (!place) return;
    if (task.result?.state === 'fail' || !place.session.isOpen) return end();
    await place.session.leave(place.uri);
    await rm(place.folder, { recursive: true, force: true });
  });
  afterAll(end);

  return () => {
    if (!place) throw new Error('No test runs.');
    return place;
  };
}
