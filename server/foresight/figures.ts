import { summarise } from '../../engine/measurement/summary.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { Simulation } from '../../engine/simulation.js';
import { nameOf } from '../../engine/twins/lookahead/candidates.js';
import { numbersOf } from '../view/columns.js';

/** Grows with what {@link Figures} holds. */
export const FORMAT = 1;

/** What one simulation of a case gave. */
export interface Figures {
  /** Mean latency of a transaction, s. */
  latency: number | null;
  /** Size of blocks, on the mean over time, B. */
  blockSize: number;
  /** Proposals by looking ahead, and how many would have been the same by what was true. */
  proposals: number;
  alike: number;
  /** Look-ahead runs, without those that this comparison took. */
  runs: number;
}

/** @param replication another one has other random numbers */
export function simulate({ scenario }: { scenario: Scenario }, replication: number): Figures {
  let proposals = 0;
  let alike = 0;
  const simulation = new Simulation(scenario, {
    replication,
    compareChoices: ({ chosen, exact }) => {
      proposals++;
      if (nameOf(chosen) === nameOf(exact)) alike++;
    },
  });
  simulation.advance(scenario.duration);
  const results = simulation.results();
  const metrics = summarise(recordingOf(results), scenario);
  const runs = numbersOf(results, 'candidates', 'runs').reduce((sum, count) => sum + count, 0);
  return {
    latency: metrics['primary.latency']?.mean ?? null,
    blockSize: meanBlockSize(results, scenario),
    proposals,
    alike,
    runs,
  };
}

/** Over the measured time, each from when its configuration block was agreed. */
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
