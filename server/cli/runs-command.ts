import { deleteExperiment } from '../experiments/index.js';
import { terminalJson, terminalText } from '../protocol/plain-text.js';
import { deleteRun } from '../runs/run-store.js';
import { jsonFile } from '../runs/summary.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type KeptEntry, keptEntries } from './kept-list.js';
import { countText, scaledText } from './quantity-text.js';
import { textTable } from './results/text-table.js';
import type { Terminal } from './terminal.js';

/**
 * `twinchain runs`: lists the kept runs and experiments and their size.
 * @throws StorageError
 */
export async function runsCommand(json: boolean, { out }: Terminal): Promise<ExitCode> {
  const entries = await keptEntries(process.cwd());
  if (json) out.write(terminalJson(jsonFile(entries)));
  else out.write(listText(entries));
  return EXIT.fine;
}

export interface PruneOptions {
  /** Delete what is older than this, s. */
  olderThan?: number;
  /** Delete the oldest until at most this much is kept, B. */
  keep?: number;
  /** Only report what would be deleted. */
  dryRun: boolean;
}

/**
 * `twinchain runs prune`: deletes old runs and experiments; pinned ones stay, and so does a running sweep.
 * @throws StorageError
 */
export async function pruneCommand(options: PruneOptions, { out }: Terminal): Promise<ExitCode> {
  const entries = await keptEntries(process.cwd());
  const chosen = toPrune(entries, options, Date.now());
  for (const { kind, folder, name, bytes } of chosen) {
    if (!options.dryRun) await (kind === 'run' ? deleteRun(folder) : deleteExperiment(folder));
    out.write(`${options.dryRun ? 'Would delete' : 'Deleted'} ${terminalText(name)}, ${scaledText(bytes, 'B')}\n`);
  }
  const left = entries.filter((entry) => !chosen.includes(entry));
  out.write(`${countText(left.length)} ${left.length === 1 ? 'is' : 'are'} left, ${scaledText(total(left), 'B')}\n`);
  return EXIT.fine;
}

/**
 * The entries to delete, oldest first. Entries without a date are never too old, but go first if the size limit is
 * exceeded.
 * @param now ms since 1970
 */
export function toPrune(
  entries: readonly KeptEntry[],
  { olderThan = Number.POSITIVE_INFINITY, keep = Number.POSITIVE_INFINITY }: Omit<PruneOptions, 'dryRun'>,
  now: number,
): KeptEntry[] {
  const oldestFirst = entries
    .filter(({ pinned, isBusy }) => !pinned && !isBusy)
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  let kept = total(entries);
  return oldestFirst.filter(({ startedAt, bytes }) => {
    const age = startedAt === '' ? 0 : (now - Date.parse(startedAt)) / 1000;
    if (age <= olderThan && kept <= keep) return false;
    kept -= bytes;
    return true;
  });
}

function total(entries: readonly KeptEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

function listText(entries: readonly KeptEntry[]): string {
  if (entries.length === 0) return 'Nothing is kept here. twinchain run keeps each run in .twinchain/runs.\n';
  const rows = entries.map(({ kind, name, of, state, pinned, bytes }) => [
    terminalText(name),
    kind,
    terminalText(of) || '–',
    [state, pinned && 'pinned'].filter(Boolean).join(', '),
    scaledText(bytes, 'B'),
  ]);
  const table = textTable(rows, ['left', 'left', 'left', 'left', 'right']);
  const damages = entries.flatMap(({ damage }) => (damage === undefined ? [] : [terminalText(damage)]));
  const count = (kind: KeptEntry['kind']) => entries.filter((entry) => entry.kind === kind).length;
  const sum = `${countOf(count('run'), 'run')} and ${countOf(count('experiment'), 'experiment')}, ${scaledText(total(entries), 'B')}`;
  return [...table, ...damages, sum, ''].join('\n');
}

function countOf(count: number, what: string): string {
  return `${countText(count)} ${what}${count === 1 ? '' : 's'}`;
}
