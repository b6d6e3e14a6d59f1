import { summarise } from '../../engine/measurement/summary.js';
import type { Results } from '../../engine/model/results.js';
import { recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { Simulation } from '../../engine/simulation.js';
import { numbersOf } from '../view/columns.js';
import type { Case } from './cases.js';

/** Grows with what {@link Figures} holds. */
export const FORMAT = 2;

/** What one simulation of a case gave. Times in s; null where there is nothing to measure. */
export interface Figures {
  /** Mean agreement delay, and mean delay of all phases together. */
  agreement: number | null;
  delay: number | null;
  /** Configuration blocks that were agreed. */
  agreed: number;
  missed: number;
  cyclesFailed: number;
  /** Mean block time of switch blocks over that of normal ones, less 1. */
  overhead: number | null;
  throughput: number | null;
  blockTime: number | null;
  /** From the end of the fault to the next final block, and to the next agreed configuration block. */
  recovery: number | null;
  recoveryOfManagement: number | null;
  /** Names of invariants that were violated. */
  violated: string[];
}

/** @param replication another one has other luck */
export function simulate({ scenario, healsAt }: Case, replication: number): Figures {
  const simulation = new Simulation(scenario, { replication });
  simulation.advance(scenario.duration);
  return figuresOf(simulation.results(), scenario, healsAt);
}

function figuresOf(results: Results, scenario: Scenario, healsAt: number | undefined): Figures {
  const metrics = summarise(recordingOf(results), scenario);
  const mean = (name: string) => metrics[name]?.mean ?? null;
  const [normal, atSwitch] = [mean('blockTime.normal'), mean('blockTime.switch')];
  return {
    agreement: mean('delay.agreement'),
    delay: mean('delay.total'),
    agreed: results.counters['management.blocks'],
    missed: results.counters['management.intervalsMissed'],
    cyclesFailed: results.counters['management.cyclesFailed'],
    overhead: normal && atSwitch !== null ? atSwitch / normal - 1 : null,
    throughput: mean('primary.throughput'),
    blockTime: mean('primary.blockTime'),
    recovery: firstAfter(numbersOf(results, 'blocks', 'time'), healsAt),
    recoveryOfManagement: firstAfter(numbersOf(results, 'configurationBlocks', 'decided'), healsAt),
    violated: [...new Set(results.violations.map(({ kind }) => kind))],
  };
}

/** How long after a moment the next of ascending times comes; null where none does. */
function firstAfter(times: Float64Array, moment: number | undefined): number | null {
  const next = moment === undefined ? undefined : times.find((time) => time > moment);
  return next === undefined || moment === undefined ? null : next - moment;
}
