import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { baseline, worldwide } from '../engine/scenarios.js';
import { cpuPairs, type Pairs } from './cpu-pairs.js';
import { yardstick } from './yardstick.js';

export interface EngineCase {
  /** Protocol of the primary [PBFT]. */
  consensus?: string;
  dissemination: 'direct' | 'gossip';
  nodes: number;
  /** Simulated seconds of one run. */
  seconds: number;
  /** Measured runs, after the warm-up runs. */
  runs: number;
  /** Whether the copies that a node sends share its uplink and leave one after another. */
  sharesUplinks?: boolean;
}

export interface EngineFigures {
  /** Yardstick, ns. All figures are medians. */
  yardstick: number;
  simulatedPerSecond: number;
  eventsPerSecond: number;
  /** Copies of messages per CPU second. */
  transmissionsPerSecond: number;
  /** CPU time per copy, in yardsticks measured at the same time. */
  ratio: number;
  /** Mean time between blocks, s of simulated time. */
  blockTime: number;
  /** Copies of messages for one block. */
  copiesPerBlock: number;
  /** CPU seconds of one run. */
  cpu: number;
  /** Highest memory of the process, MiB. */
  peak: number;
}

/** Figures of one run; see {@link EngineFigures}. */
interface RunFigures {
  cpu: number;
  yardstick: number;
  ratio: number;
  blocks: number;
  events: number;
  transmissions: number;
}

/** The compiler still optimizes during the second run. */
const RUNS_THAT_WARM_UP = 2;
const RECORDING_PAIRS = 9;

/** Runs one case in this process. The process should be new, because peak memory is measured for the whole process. */
export async function runEngineCase(given: EngineCase): Promise<EngineFigures> {
  await prepare();
  const scenario = baseline({ duration: given.seconds, topology: worldwide({ nodes: given.nodes }) });
  scenario.primary.dissemination = given.dissemination;
  scenario.primary.consensus = given.consensus ?? scenario.primary.consensus;
  if (given.sharesUplinks) scenario.topology.sharing = 'uplink';
  const samples = Array.from({ length: given.runs + RUNS_THAT_WARM_UP }, () => measureRun(scenario));
  const counted = samples.slice(RUNS_THAT_WARM_UP);
  const typical = (of: (sample: RunFigures) => number) => median(counted.map(of));
  return {
    yardstick: typical((run) => run.yardstick),
    simulatedPerSecond: typical(({ cpu }) => given.seconds / cpu),
    eventsPerSecond: typical(({ cpu, events }) => events / cpu),
    transmissionsPerSecond: typical(({ cpu, transmissions }) => transmissions / cpu),
    ratio: typical(({ ratio }) => ratio),
    blockTime: typical(({ blocks }) => given.seconds / blocks),
    copiesPerBlock: typical(({ blocks, transmissions }) => transmissions / blocks),
    cpu: typical(({ cpu }) => cpu),
    peak: process.resourceUsage().maxRSS / 1024,
  };
}

/** CPU time of the baseline divided by that of the same run with recording off. The process should be new. */
export async function runRecordingCase(dissemination: 'direct' | 'gossip'): Promise<Pairs> {
  await prepare();
  const scenario = baseline({ duration: 900, topology: worldwide({ nodes: 32 }) });
  scenario.primary.dissemination = dissemination;
  return cpuPairs(scenario, { ...scenario, warmup: scenario.duration }, RECORDING_PAIRS);
}

/** One run, timed between two measurements of the yardstick. */
export function measureRun(scenario: Scenario): RunFigures {
  const before = yardstick();
  const started = process.cpuUsage();
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  const results = simulation.results();
  const used = process.cpuUsage(started);
  const cpu = (used.user + used.system) / 1e6;
  const unit = (before + yardstick()) / 2;
  const transmissions = results.transmissions.sent;
  return {
    cpu,
    yardstick: unit,
    ratio: (cpu * 1e9) / transmissions / unit,
    blocks: results.tables.blocks.rows,
    events: results.events,
    transmissions,
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
