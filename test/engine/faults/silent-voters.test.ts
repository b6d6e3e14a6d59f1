import { beforeAll, expect, test } from 'vitest';
import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import type { LatencyEntry, Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { FactLog } from '../fact-log.js';
import { constant, constantTopology } from '../network/open-network.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

const NODES = 10;
const { quorum: QUORUM } = byzantineFaults(NODES, 'safe');

/** Delay of a node's messages to any receiver, s. Each node is farther away than the one before. */
const away = (node: number) => 0.01 * (node + 1) ** 1.5;

/** The `rank`-th smallest of these times. */
const smallest = (rank: number, times: readonly number[]) => times.toSorted((a, b) => a - b)[rank - 1];

const everyone = Array.from({ length: NODES }, (_, node) => node);

/**
 * Time from a proposal of PBFT until a quorum has decided it, s. A node has prepared with the proposal, which counts as
 * one vote, and the prepares of a quorum; it decides with the commits of a quorum. It always has its own vote.
 */
function untilFinal(proposer: number, isSilent: (node: number) => boolean): number {
  const voters = (node: number) => everyone.filter((other) => other === node || !isSilent(other));
  const wayOf = (from: number, to: number) => (from === to ? 0 : away(from));
  const proposed = everyone.map((node) => wayOf(proposer, node));
  const prepared = everyone.map((node) => {
    const prepares = voters(node).flatMap((from) => (from === proposer ? [] : [proposed[from] + wayOf(from, node)]));
    return Math.max(proposed[node], smallest(QUORUM - 1, prepares));
  });
  const decided = everyone.map((node) => {
    const commits = voters(node).map((from) => prepared[from] + wayOf(from, node));
    return Math.max(prepared[node], smallest(QUORUM, commits));
  });
  return smallest(QUORUM, decided);
}

function scenarioOf(silent: number): Scenario {
  const entries = everyone.flatMap((from) =>
    everyone.flatMap((to): LatencyEntry[] =>
      from === to ? [] : [{ from: String(from), to: String(to), seconds: away(from) }],
    ),
  );
  const topology = constantTopology(NODES, { latency: { kind: 'matrix', entries } });
  topology.groups[0].bandwidth = constant(1e15);
  const plain = baseline({ duration: 60, topology });
  const nodes = Array.from({ length: silent }, (_, i) => ({ kind: 'node' as const, number: i + 1 }));
  return {
    ...plain,
    primary: {
      ...plain.primary,
      dissemination: 'direct',
      headerSize: 0,
      voteSize: 0,
      blockSize: 1000,
      blockInterval: 2,
    },
    management: { ...plain.management, nodes: { kind: 'all' }, interval: constant(1000) },
    ...(silent > 0
      ? { faults: [{ kind: 'byzantine', nodes, behaviour: { vote: { kind: 'never' } }, from: 0, to: 60 }] }
      : {}),
  };
}

// Without the votes of the nearest nodes, a quorum must wait for farther ones: a higher order statistic.
test.each([0, 1, 2, 3])('a quorum of ten waits for the votes of others where the nearest %i are silent', (silent) => {
  const log = new FactLog();
  const simulation = new Simulation(scenarioOf(silent), { record: log.record });
  simulation.advance(60);
  const proposed = new Map(
    log.entries.flatMap(({ at, fact }) => (fact.kind === 'blockProposed' ? [[fact.block, at]] : [])),
  );
  const finals = log.entries.flatMap(({ at, fact }) =>
    fact.kind === 'blockFinalized'
      ? [{ proposer: fact.proposer, took: (at - (proposed.get(fact.block) ?? 0)) / 1e9 }]
      : [],
  );
  expect(finals.length).toBeGreaterThan(2 * NODES);
  for (const { proposer, took } of finals)
    expect(took).toBeCloseTo(
      untilFinal(proposer, (node) => node < silent),
      6,
    );
  // Silence has a cost: the closed form differs from that of honest nodes.
  if (silent > 0) expect(untilFinal(5, (node) => node < silent)).toBeGreaterThan(untilFinal(5, () => false) + 0.01);
});
