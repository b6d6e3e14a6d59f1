/** The public interface of the engine: the entry point `twinchain/engine`. */

export { type MetricSummary, summarise } from './measurement/summary.js';
export { type Recording, type Results, recordingOf } from './model/results.js';
export type { Scenario } from './model/scenario.js';
export { ENGINE_VERSION, prepare, Simulation } from './simulation.js';
export type { SimulationOptions } from './simulation-options.js';
