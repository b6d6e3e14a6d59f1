import type { Experiment } from '../../engine/model/experiment.js';
import type { Fault } from '../../engine/model/faults.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { BEHAVIOURS, type Behaviour, NODES } from './behaviours.js';

/** The protocols of both chains, by their names in the language. */
export const CONSENSUS = ['pbft', 'bigfoot', 'tendermint', 'hotstuff'] as const;
export type Protocol = (typeof CONSENSUS)[number];

/** The scenarios of `system.twin`. */
export interface Bases {
  honest: Scenario;
  watching: Scenario;
}

/** One scenario that is simulated several times. */
export interface Case {
  /** Unique on the page. */
  id: string;
  consensus: Protocol;
  /** The property that varies in addition to the protocol. */
  count: number;
  scenario: Scenario;
}

/** Cases that are shown together: an experiment over protocols and numbers of nodes. */
export interface Section {
  /** Unique, and the name of its folder. */
  name: string;
  cases: Case[];
}

/** Numbers of Byzantine nodes: up to f + 1. */
export const BYZANTINE_COUNTS = [0, 1, 2, 3] as const;
/** Crashed nodes of seven validators. Five votes decide, so two may fail. */
export const CRASHED = [1, 2, 3, 4, 6] as const;
export const CUT_OFF = [1, 2, 3] as const;

const OUTAGE = { from: 60, to: 120 };
const OUTAGE_SECONDS = 300;

/** The base scenario with a protocol on both chains. */
function under(base: Scenario, consensus: Protocol, faults: Fault[], duration = base.duration): Scenario {
  const { management, primary } = base;
  return {
    ...base,
    duration,
    management: { ...management, consensus },
    primary: { ...primary, consensus },
    ...(faults.length > 0 ? { faults } : {}),
  };
}

function section(
  name: string,
  counts: readonly number[],
  scenarioOf: (consensus: Protocol, count: number) => Scenario,
) {
  const cases = CONSENSUS.flatMap((consensus) =>
    counts.map((count) => ({
      id: `${name}, ${count} under ${consensus}`,
      consensus,
      count,
      scenario: scenarioOf(consensus, count),
    })),
  );
  return { name, cases };
}

export function sectionName({ chain, id }: Behaviour): string {
  return `${chain === 'management' ? 'twins' : 'nodes'} ${id}`.replaceAll(' ', '-');
}

/** A section with this behaviour of Byzantine nodes, from none to f + 1. */
export function byzantineSection({ honest, watching }: Bases, one: Behaviour): Section {
  const base = one.watches ? watching : honest;
  const kind = one.chain === 'management' ? 'twins' : 'nodes';
  const byzantine = (count: number): Fault[] =>
    count === 0
      ? []
      : [{ kind: 'byzantine', nodes: [{ kind, count }], behaviour: one.behaviour, from: 0, to: base.duration }];
  return section(sectionName(one), BYZANTINE_COUNTS, (consensus, count) => under(base, consensus, byzantine(count)));
}

/** A section in which nodes are down, or cut off from the others, for a minute. */
export function outageSection({ honest }: Bases, kind: 'crash' | 'partition'): Section {
  const outage = (count: number): Fault => {
    const nodes = [{ kind: 'nodes' as const, count }];
    return kind === 'crash'
      ? { ...OUTAGE, kind, nodes, losesVotes: false }
      : { ...OUTAGE, kind, sides: [nodes, [{ kind: 'nodes', count: NODES - count }]], oneWay: false };
  };
  return section(kind, kind === 'crash' ? CRASHED : CUT_OFF, (consensus, count) =>
    under(honest, consensus, [outage(count)], OUTAGE_SECONDS),
  );
}

/** Percentages of lost messages. */
export const LOSS_PERCENTAGES = [0, 10] as const;

export function lossSection({ honest }: Bases): Section {
  return section('loss', LOSS_PERCENTAGES, (consensus, lost) =>
    under(honest, consensus, lost === 0 ? [] : [{ kind: 'drop', share: lost / 100, from: 0, to: honest.duration }]),
  );
}

/** All sections of the page. */
export function allSections(bases: Bases): Section[] {
  return [
    ...BEHAVIOURS.map((behaviour) => byzantineSection(bases, behaviour)),
    outageSection(bases, 'crash'),
    outageSection(bases, 'partition'),
    lossSection(bases),
  ];
}

/** A section as an experiment: its cases are the points. */
export function experimentOf({ name, cases }: Section, replications: number): Experiment {
  return {
    name,
    scenario: 'Honest',
    axes: [
      { path: 'consensus', unit: '', dimension: 0 },
      { path: 'faults', unit: '', dimension: 1 },
    ],
    points: cases.map(({ consensus, count, scenario }) => ({
      values: [{ text: consensus }, { text: String(count), value: count }],
      scenario,
    })),
    replications: { kind: 'fixed', count: replications },
    plots: [],
    expectations: [],
  };
}
