import { StorageError } from '../runs/storage-error.js';

/** A simulated cell for which the disk of its experiment has no space. */
export class StrandedCell extends StorageError {
  override name = 'StrandedCell';

  /**
   * @param failure why it could not be written
   * @param folder where it belongs
   * @param kept the file in which it is now; absent if it is lost
   */
  constructor(
    readonly failure: Pick<StorageError, 'code' | 'message' | 'hint'>,
    readonly folder: string,
    readonly kept: string | undefined,
  ) {
    const { message, hint } = toldOf(failure, folder, [kept]);
    super(failure.code, message, hint);
  }
}

/** One error for all stranded cells of a sweep, so that none goes unreported. */
export function strandedTogether(cells: readonly StrandedCell[]): StorageError {
  const [first, ...others] = cells;
  if (others.length === 0) return first;
  const { failure, folder } = first;
  const { message, hint } = toldOf(
    failure,
    folder,
    cells.map(({ kept }) => kept),
  );
  return new StorageError(failure.code, message, hint);
}

function toldOf(
  { message, hint }: Pick<StorageError, 'message' | 'hint'>,
  folder: string,
  cells: readonly (string | undefined)[],
): { message: string; hint: string } {
  const kept = cells.filter((path) => path !== undefined);
  const lost = cells.length - kept.length;
  const them = kept.length === 1 ? 'it' : 'them';
  const told = [
    message,
    kept.length > 0 && `${simulated(kept.length)} kept as ${kept.map((path) => `"${path}"`).join(' and ')}.`,
    lost > 0 && `${simulated(lost)} lost.`,
  ];
  const move = `Move ${them} to "${folder}", so that ${kept.length === 1 ? 'it is' : 'they are'} not simulated again.`;
  return { message: told.filter(Boolean).join(' '), hint: kept.length > 0 ? `${hint} ${move}`.trim() : hint };
}

function simulated(count: number): string {
  return count === 1 ? 'A replication that was simulated is' : `${count} replications that were simulated are`;
}
