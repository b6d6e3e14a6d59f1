import type { Scenario } from '../../engine/model/scenario.js';
import { Simulation } from '../../engine/simulation.js';

/** CPU time of one run divided by that of another. */
export interface Pairs {
  median: number;
  /** First and third quartile of the ratios. */
  low: number;
  high: number;
}

/** Runs two scenarios alternately, `pairs` times, after one warm-up pair. */
export function cpuPairs(scenario: Scenario, plain: Scenario, pairs: number): Pairs {
  const ratios = Array.from({ length: pairs + 1 }, (_, pair) => {
    // The order alternates, so that the effect of one run on the next cancels out.
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
