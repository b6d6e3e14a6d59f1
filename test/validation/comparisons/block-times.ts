import { readFileSync } from 'node:fs';
import { moments } from '../../../engine/measurement/moments.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { Simulation } from '../../../engine/simulation.js';
import { numbers } from '../../engine/observed-run.js';

export function simulate(scenario: Scenario): Results {
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  return simulation.results();
}

/** Times between the blocks of a run, s. */
export function blockTimes(scenario: Scenario): Float64Array {
  return Float64Array.from(numbers(simulate(scenario), 'blocks', 'blockTime')).filter((time) => !Number.isNaN(time));
}

/** Block times with the proposer of each. */
export interface Turns {
  seconds: Float64Array;
  proposer: number[];
}

/** Share of the variance of block times that the proposer explains, 0..1. */
export function shareOfTurns({ seconds, proposer }: Turns): number {
  const byProposer = new Map<number, number[]>();
  proposer.forEach((node, i) => {
    byProposer.set(node, [...(byProposer.get(node) ?? []), seconds[i]]);
  });
  const { mean } = moments(seconds);
  let between = 0;
  for (const times of byProposer.values()) {
    between += times.length * (moments(Float64Array.from(times)).mean - mean) ** 2;
  }
  return between / seconds.reduce((sum, time) => sum + (time - mean) ** 2, 0);
}

/** Block times recorded with SymbChainSim. */
export function recordedTurns(seed: number): Turns {
  const file = new URL(`../data/symbchainsim-seed-${seed}.csv`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const cells = lines.map((line) => line.split(',').map(Number));
  return { seconds: Float64Array.from(cells, (cell) => cell[2]), proposer: cells.map((cell) => cell[1]) };
}
