import * as v from 'valibot';
import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { count, number, schemaOf } from '../../engine/schema/schema.js';
import { nameOf } from '../../engine/twins/lookahead/candidates.js';
import type { Choices } from '../../engine/twins/twins.js';
import { numbersOf } from '../view/columns.js';

/** The figures of the twins of one simulation. */
export interface TwinFigures {
  /** Block size averaged over the measured time, B. */
  blockSize: number;
  /** Proposals by look-ahead, and how many would have been the same with exact knowledge of the system. */
  proposals: number;
  alike: number;
  /** Look-ahead runs, without those that the comparison took. */
  runs: number;
}

export const twinFiguresSchema = schemaOf<TwinFigures>()(
  v.strictObject({ blockSize: number, proposals: count(), alike: count(), runs: count() }),
);

/** @param choices the simulation's record of each proposal */
export function twinFiguresOf(results: Results, scenario: Scenario, choices: readonly Choices[]): TwinFigures {
  const runs = numbersOf(results, 'candidates', 'runs').reduce((sum, one) => sum + one, 0);
  const alike = choices.filter(({ chosen, exact }) => nameOf(chosen) === nameOf(exact)).length;
  return { blockSize: meanBlockSize(results, scenario), proposals: choices.length, alike, runs };
}

/** Each block size counts from the moment when its configuration block was agreed. */
function meanBlockSize(results: Results, { primary, warmup }: Scenario): number {
  const sizes = numbersOf(results, 'configurationBlocks', 'blockSize');
  const decided = numbersOf(results, 'configurationBlocks', 'decided');
  let size = primary.blockSize;
  let since = warmup;
  let sum = 0;
  decided.forEach((at, row) => {
    sum += size * Math.max(0, at - since);
    since = Math.max(since, at);
    size = sizes[row];
  });
  return (sum + size * (results.simulatedSeconds - since)) / (results.simulatedSeconds - warmup);
}
