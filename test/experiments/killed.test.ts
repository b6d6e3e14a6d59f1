import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { digestOfFolder } from './folder-digest.js';

const CLI = resolve('dist/cli.cjs');
const KILLS = 3;
const CELLS = 9;
const freshFolder = temporaryFolders();

const TEXT = `
topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 30s  management.interval: 5s }
experiment Sizes {
    scenario: Small
    vary primary.blockSize over [0.5MB, 1MB, 2MB]
    replications: ${CELLS / 3}
    expect "larger blocks take longer" rising(mean(primary.blockTime))
}
`;

function start(workspace: string, out: string) {
  const args = [CLI, 'sweep', 'small.twin', '--out', out, '--resume', '--quiet', '--jobs', '2'];
  return spawn(process.execPath, args, { cwd: workspace, stdio: 'ignore' });
}

function cellsIn(folder: string): number {
  try {
    return readdirSync(join(folder, 'cells')).filter((name) => !name.startsWith('.')).length;
  } catch {
    return 0;
  }
}

/** Resolves when this many replications are on disk, or when the process has ended. */
async function cellsReached(folder: string, cells: number, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  ended.then(() => {
    isOver = true;
  });
  while (!isOver && cellsIn(folder) < cells) await after(5);
}

describe('a sweep that is killed again and again', () => {
  it('loses no finished replication, and ends with the same bytes as an undisturbed one', async () => {
    const workspace = await freshFolder();
    writeFileSync(join(workspace, 'small.twin'), TEXT);
    await once(start(workspace, 'whole'), 'exit');

    const killed = join(workspace, 'killed');
    const random = seedrandom('moments to kill');
    for (let kill = 0; kill < KILLS; kill++) {
      const before = cellsIn(killed);
      const sweep = start(workspace, 'killed');
      const ended = once(sweep, 'exit');
      // Somewhere within the next replications or, at the end, during the writing of the table.
      await cellsReached(killed, before + Math.floor(random() * 2 * (CELLS / KILLS)), ended);
      await after(random() * 60);
      sweep.kill('SIGKILL');
      await ended;
      expect(cellsIn(killed)).toBeGreaterThanOrEqual(before);
    }
    await once(start(workspace, 'killed'), 'exit');

    // Temporary files of a killed process remain until it is certain that no process writes them any more.
    const whole = digestOfFolder(join(workspace, 'whole'));
    const left = Object.entries(digestOfFolder(killed)).filter(([path]) => !path.includes('.partial-'));
    expect(left).toHaveLength(CELLS + 6);
    expect(Object.fromEntries(left)).toEqual(whole);
  }, 300_000);
});
