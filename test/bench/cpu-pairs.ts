import type { Scenario } from '../../engine/model/scenario.js';
import { Simulation } from '../../engine/simulation.js';

/** CPU time of one run over that of another. */
export interface Pairs {
  median: number;
  /** Middle half of the pairs. */
  low: number;
  high: number;
}

/** Runs two scenarios in turn, so often, after one pair that warms up. */
export function cpuPairs(scenario: Scenario, plain: Scenario, pairs: number): Pairs {
  const ratios = Array.from({ length: pairs + 1 }, (_, pair) => {
    // Which comes first takes turns, so that what one leaves behind for the other evens out.
    if (pair % 2 === 0) {
      const without = cpuOf(plain);
      return cpuOf(scenario) / without;
    }
    return cpuOf(scenario) / cpuOf(plain);
  }).slice(1);
  ratios.sort((a, b) => a - b);
  const at = (p: number) => ratios[Math.round(p * (ratios.length - 1))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

function cpuOf(scenario: Scenario): number {
  const started = process.cpuUsage();
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  const used = process.cpuUsage(started);
  return used.user + used.system;
}
