import type { Expectation, Experiment, Plot, Replications } from '../../engine/model/experiment.js';
import { smallScenario } from '../runs/simulated-run.js';

export interface ExperimentShape {
  /** Block sizes of the points, B. */
  blockSizes?: number[];
  replications?: Replications;
  plots?: Plot[];
  expectations?: Expectation[];
  /** Simulated time of a replication, s. */
  seconds?: number;
}

/** An experiment that is quick to simulate: few nodes, short replications, and several block sizes. */
export function smallExperiment({
  blockSizes = [0.5e6, 2e6],
  replications = { kind: 'fixed', count: 3 },
  plots = [],
  expectations = [],
  seconds = 60,
}: ExperimentShape = {}): Experiment {
  const scenario = smallScenario({ seconds });
  return {
    name: 'Small',
    scenario: scenario.name,
    axes: [{ path: 'primary.blockSize', unit: 'B', dimension: 0 }],
    points: blockSizes.map((blockSize) => ({
      values: [{ text: `${blockSize}B`, value: blockSize }],
      scenario: { ...scenario, primary: { ...scenario.primary, blockSize } },
    })),
    replications,
    plots,
    expectations,
  };
}
