import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cellsFolder, experimentsFolder, listExperiments } from '../experiments/index.js';
import { listRuns, storeFolder } from '../runs/run-store.js';

/** An entry of the list of kept runs and experiments. */
export interface KeptEntry {
  kind: 'run' | 'experiment';
  /** Name of the folder, which other commands accept. */
  name: string;
  folder: string;
  /** ISO 8601; empty if unknown. */
  startedAt: string;
  /** Name of the scenario or of the experiment; empty if the folder is damaged. */
  of: string;
  pinned: boolean;
  /** `stopped`: before it was finished. */
  state: 'complete' | 'stopped' | 'damaged';
  /** Disk space, B. */
  bytes: number;
  /** Why it cannot be read. */
  damage?: string;
  /** It may be in use: an unfinished sweep that has changed recently. */
  isBusy: boolean;
}

/** A sweep that has added nothing for this long, ms, counts as stopped. */
const QUIET = 3_600_000;

/** Runs and experiments of a workspace, latest first. */
export async function keptEntries(workspace: string): Promise<KeptEntry[]> {
  const { runs, damaged } = await listRuns(storeFolder(workspace));
  const swept = await listExperiments(experimentsFolder(workspace));
  const entries = [
    ...runs.map(({ id, folder, summary, record }) => ({
      kind: 'run' as const,
      name: id,
      folder,
      startedAt: record.startedAt || startOf(id),
      of: record.label || summary.scenario,
      pinned: record.pinned ?? false,
      state: summary.complete ? ('complete' as const) : ('stopped' as const),
    })),
    ...swept.experiments.map(({ folder, experiment, startedAt, summary }) => ({
      kind: 'experiment' as const,
      name: basename(folder),
      folder,
      startedAt,
      of: experiment.name,
      pinned: false,
      state: summary ? ('complete' as const) : ('stopped' as const),
    })),
    ...[
      ...damaged.map((entry) => ({ ...entry, kind: 'run' as const })),
      ...swept.damaged.map((entry) => ({ ...entry, kind: 'experiment' as const })),
    ].map(({ kind, folder, problem }) => ({
      kind,
      name: basename(folder),
      folder,
      startedAt: startOf(basename(folder)),
      of: '',
      pinned: false,
      state: 'damaged' as const,
      damage: problem,
    })),
  ];
  const sized = await Promise.all(
    entries.map(async (entry) => ({
      ...entry,
      bytes: await sizeOf(entry.folder),
      isBusy: entry.kind === 'experiment' && entry.state !== 'complete' && (await hasMoved(entry.folder)),
    })),
  );
  return sized.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** `20260102-030405-Name` was begun at 2026-01-02T03:04:05Z. */
function startOf(name: string): string {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(name) ?? [];
  return year === undefined ? '' : `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

async function hasMoved(folder: string): Promise<boolean> {
  const places = [folder, cellsFolder(folder)];
  const times = await Promise.all(
    places.map((place) =>
      lstat(place).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Date.now() - Math.max(...times) < QUIET;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => (await lstat(join(entry.parentPath, entry.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
