import type { ByzantineBehaviour, Fault } from '../../engine/model/faults.js';
import type { Scenario } from '../../engine/model/scenario.js';

/** The protocols that both chains run, as the language calls them. */
export const CONSENSUS = ['pbft', 'bigfoot', 'tendermint', 'hotstuff'] as const;
export type Protocol = (typeof CONSENSUS)[number];

/** Members of the management chain: f = 2, and five votes decide. */
export const MEMBERS = 7;

/** Fewest of them without whom the others are no quorum. */
const BLOCKING = 3;

/** What Byzantine twins do, and what is expected of `b` of them. */
export interface Behaviour {
  name: string;
  /** As the language writes it. */
  text: string;
  behaviour: ByzantineBehaviour;
  /**
   * By how much an agreement takes longer on average with b such twins of n, in parts of the cycle timeout: null where
   * theory says no more than that no timeout is waited for.
   */
  expected(b: number, n: number): number | null;
}

/**
 * Cycles that fail before an honest member's turn: the first proposer is drawn at random and the others follow, so that k
 * Byzantine ones come first with probability C(b, k) / C(n, k), and the mean is b / (n - b + 1).
 */
export function failedCycles(b: number, n: number): number {
  return b / (n - b + 1);
}

export const BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'silent',
    text: 'propose: silent',
    behaviour: { propose: { kind: 'silent' } },
    expected: failedCycles,
  },
  { name: 'invalid', text: 'propose: invalid', behaviour: { propose: { kind: 'invalid' } }, expected: () => null },
  {
    name: 'equivocating',
    text: 'propose: equivocate  vote: both',
    behaviour: { propose: { kind: 'equivocate' }, vote: { kind: 'both' } },
    expected: () => null,
  },
  {
    name: 'late',
    text: 'propose: late(90% of timeout)',
    behaviour: { propose: { kind: 'late', by: { ofTimeout: 0.9 } } },
    expected: (b, n) => (0.9 * b) / n,
  },
  {
    name: 'mute',
    text: 'vote: never',
    behaviour: { vote: { kind: 'never' } },
    expected: (b) => (b < BLOCKING ? 0 : null),
  },
];

/** One scenario that is simulated several times. */
export interface Case {
  /** Unique, for the file that keeps it. */
  id: string;
  scenario: Scenario;
  /** When the fault ends from which the chain is to recover, s. */
  healsAt?: number;
}

/** The base under another protocol on both chains, for so long. */
function under(base: Scenario, consensus: Protocol, duration: number, faults: Fault[]): Scenario {
  const { management, primary, ...rest } = base;
  const scenario = {
    ...rest,
    duration,
    management: { ...management, consensus },
    primary: { ...primary, consensus },
  };
  return faults.length > 0 ? { ...scenario, faults } : scenario;
}

const BYZANTINE_SECONDS = 600;

/** So many Byzantine twins of one behaviour; the same case for all behaviours where there are none. */
export function byzantineCase(
  base: Scenario,
  consensus: Protocol,
  { name, behaviour }: Behaviour,
  count: number,
): Case {
  const faults: Fault[] =
    count === 0
      ? []
      : [{ kind: 'byzantine', nodes: [{ kind: 'twins', count }], behaviour, from: 0, to: BYZANTINE_SECONDS }];
  const id = count === 0 ? `${consensus}-honest` : `${consensus}-${name}-${count}`;
  return { id, scenario: under(base, consensus, BYZANTINE_SECONDS, faults) };
}

/** Numbers of Byzantine twins: up to f + 1. */
export const COUNTS = [0, 1, 2, 3] as const;

const OUTAGE = { from: 60, to: 120 };
const OUTAGE_SECONDS = 300;

/** Of sixteen validators, of which eleven decide; five may fail. */
export const CRASHED = [2, 4, 5, 6, 8, 12] as const;
export const CUT_OFF = [2, 4, 5, 6, 8] as const;

/** So many nodes are down, or cut off from the others, for a minute. */
export function outageCase(base: Scenario, consensus: Protocol, kind: 'crash' | 'partition', count: number): Case {
  const nodes = [{ kind: 'nodes' as const, count }];
  const fault: Fault =
    kind === 'crash'
      ? { ...OUTAGE, kind, nodes, losesVotes: false }
      : { ...OUTAGE, kind, sides: [nodes, [{ kind: 'nodes', count: 16 - count }]], oneWay: false };
  const id = `${consensus}-${kind}-${count}`;
  return { id, scenario: under(base, consensus, OUTAGE_SECONDS, [fault]), healsAt: OUTAGE.to };
}

/** A tenth of all messages is lost throughout. */
export function lossCase(base: Scenario, consensus: Protocol): Case {
  const fault: Fault = { kind: 'drop', share: 0.1, from: 0, to: BYZANTINE_SECONDS };
  return { id: `${consensus}-loss`, scenario: under(base, consensus, BYZANTINE_SECONDS, [fault]) };
}

/** Everything that the page shows. */
export function allCases(base: Scenario): Case[] {
  const cases = CONSENSUS.flatMap((consensus) => [
    ...BEHAVIOURS.flatMap((behaviour) => COUNTS.map((count) => byzantineCase(base, consensus, behaviour, count))),
    ...CRASHED.map((count) => outageCase(base, consensus, 'crash', count)),
    ...CUT_OFF.map((count) => outageCase(base, consensus, 'partition', count)),
    lossCase(base, consensus),
  ]);
  return [...new Map(cases.map((one) => [one.id, one])).values()];
}
