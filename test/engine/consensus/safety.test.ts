import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain } from './number-chain.js';

/** Hostile conditions: delays of the order of the timeouts, losses, nodes that leave and return. */
const hostile = fc.record({
  nodes: fc.integer({ min: 4, max: 13 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  timeout: fc.integer({ min: 200, max: 3000 }),
  meanDelay: fc.integer({ min: 20, max: 500 }),
  loss: fc.constantFrom(0, 0, 0.05, 0.2),
  dissemination: fc.constantFrom('direct' as const, 'gossip' as const),
  outages: fc.array(
    fc.record({
      node: fc.nat(12),
      from: fc.integer({ min: 0, max: 60 }),
      seconds: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 6 },
  ),
});

function run({ protocol, overlaps }: Subject, conditions: Hostile, heights: number) {
  const { nodes, seed, timeout, meanDelay, loss, dissemination, outages } = conditions;
  const isCutOff = (node: number, now: number) =>
    outages.some((out) => out.node === node && now >= out.from * 1e9 && now < (out.from + out.seconds) * 1e9);
  return new NumberChain({
    protocol,
    overlaps,
    topology: constantTopology(nodes, {
      // Few peers, so that messages need relays.
      ...(dissemination === 'gossip' && nodes > 5 ? { peers: { kind: 'regular', degree: 4 } } : {}),
      latency: { kind: 'distribution', distribution: constant(0.01) },
      jitter: { kind: 'exponential', mean: meanDelay / 1000 },
      loss,
    }),
    seed,
    dissemination,
    timeout: timeout / 1000,
    interval: 0.1,
    ...(outages.length > 0 ? { isCutOff } : {}),
  }).run(20_000, heights);
}

/**
 * Conditions with limited losses. If a fifth of all messages is lost, timeouts may double excessively before a round
 * succeeds.
 */
const bearable = hostile.filter(({ loss }) => loss < 0.1);

type Hostile = typeof hostile extends fc.Arbitrary<infer T> ? T : never;

interface Subject {
  title: string;
  protocol: string;
  overlaps: boolean;
}

const subjects: Subject[] = PROTOCOLS.flatMap(({ name, title, overlapping }) => [
  { title, protocol: name, overlaps: false },
  ...(overlapping ? [{ title: `${title} with heights that overlap`, protocol: name, overlaps: true }] : []),
]);

describe.each(subjects)('$title, over random delays, timeouts, losses and outages', (subject) => {
  test('no two nodes decide differently, and every decided block was proposed for its height', () => {
    let failures = 0;
    fc.assert(
      fc.property(hostile, (conditions) => {
        const chain = run(subject, conditions, 12);
        failures += chain.failures.length;
        chain.decisions.forEach(({ contents, content }, index) => {
          for (const decided of contents) if (decided >= 0) expect(decided).toBe(content);
          expect(chain.proposals[content].height).toBe(index + 1);
        });
      }),
      { seed: 1, numRuns: 45 },
    );
    // Conditions under which no round fails would show nothing.
    expect(failures).toBeGreaterThan(150);
  });

  test('every node decides every height in the end', () => {
    fc.assert(
      fc.property(bearable, (conditions) => {
        const chain = run(subject, conditions, 12);
        expect(chain.decisions.length).toBeGreaterThanOrEqual(12);
        for (const { contents } of chain.decisions.slice(0, 12)) expect(contents).not.toContain(-1);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test('nothing is decided before it is proposed, nor in a view before that of its proposal', () => {
    let decisions = 0;
    let later = 0;
    fc.assert(
      fc.property(hostile, (conditions) => {
        const chain = run(subject, conditions, 8);
        for (const { content, times, views, voted } of chain.decisions) {
          const { time, view } = chain.proposals[content];
          for (let node = 0; node < chain.nodes; node++) {
            if (Number.isNaN(times[node])) continue;
            expect(times[node]).toBeGreaterThan(time);
            // A node that received the decided block was in a view of its own.
            if (!voted[node]) continue;
            expect(views[node]).toBeGreaterThanOrEqual(view);
            decisions++;
            later += views[node] > 0 ? 1 : 0;
          }
        }
      }),
      { seed: 3, numRuns: 30 },
    );
    expect(decisions).toBeGreaterThan(600);
    expect(later).toBeGreaterThan(30);
  });
});
