import { recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { ENGINE_VERSION, prepare, Simulation } from '../../engine/simulation.js';
import type { FinishedRun } from '../../server/runs/run-files.js';
import { summaryOf } from '../../server/runs/summary.js';
import { baselineScenario, type Shape } from '../view/synthetic-results.js';

/** A small system that is quick to simulate and has records of every kind in its results. */
export function smallScenario(shape: Shape = {}): Scenario {
  return baselineScenario({ seconds: 60, nodes: 8, managementNodes: 4, ...shape });
}

/** A run of {@link smallScenario}; with `complete: false`, one that was stopped early. */
export async function simulatedRun(shape: Shape = {}): Promise<FinishedRun> {
  await prepare();
  const scenario = smallScenario(shape);
  const simulation = new Simulation(scenario);
  simulation.advance(Number.POSITIVE_INFINITY, shape.complete === false ? 500 : Number.POSITIVE_INFINITY);
  const results = simulation.results();
  return { scenario, results, summary: summaryOf(recordingOf(results), scenario), engineVersion: ENGINE_VERSION };
}
