import type { FaultAtom } from '../model/faults.js';
import type { Recording, Table } from '../model/results.js';
import type { Samples } from './samples.js';

/** Whether nodes were down or cut off for only a part of the run. @param duration of the run, s */
export function isOutage({ kind, to }: Pick<FaultAtom, 'kind' | 'to'>, duration: number): boolean {
  return (kind === 'crash' || kind === 'partition') && to < duration;
}

/**
 * Time from the end of each crash and each partition to the next block, s. Outages that end in the warm-up, and outages
 * without a later block, are omitted.
 *
 * @param times of the blocks, ascending, s
 */
export function recoveries(
  { faults = [], simulatedSeconds, warmup }: Pick<Recording, 'faults' | 'simulatedSeconds' | 'warmup'>,
  times: Iterable<Float64Array>,
): Samples {
  const outages = faults.filter((fault) => isOutage(fault, simulatedSeconds) && fault.to >= warmup);
  const ends = [...new Set(outages.map(({ to }) => to))].sort((a, b) => a - b);
  const found: number[] = [];
  for (const piece of times)
    for (const time of piece)
      while (found.length < ends.length && time > ends[found.length]) found.push(time - ends[found.length]);
  return [Float64Array.from(found)];
}

/** When the blocks of the primary became final, piece by piece. */
export function* blockTimesOf({ long: { blocks } }: Recording): Iterable<Float64Array> {
  for (const piece of blocks.pieces) yield numbersOf(piece, 'time');
}

/** When configuration blocks were decided. */
export function decisionTimesOf({ tables: { configurationBlocks } }: Recording): Iterable<Float64Array> {
  return [numbersOf(configurationBlocks, 'decided')];
}

function numbersOf(table: Table, column: string): Float64Array {
  const found = table.columns[column];
  if (found?.type !== 'number') throw new Error(`results have no numeric column ${column}`);
  return found.values;
}
