import { beforeAll, expect, test } from 'vitest';
import type { Topology } from '../../../engine/model/scenario.js';
import { Topic } from '../../../engine/network/message.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

/**
 * Mean agreement over some hundred configuration blocks, s. @param adopting whether members may adopt blocks received
 * by gossip
 */
function agreement(consensus: string, latency: Topology['latency'], adopting: boolean): number {
  const { management, ...scenario } = baseline({ duration: 500, topology: worldwide({ latency }) });
  scenario.primary.blockInterval = 5;
  const watched = {
    ...scenario,
    management: { ...management, consensus, interval: { kind: 'constant' as const, value: 5 } },
  };
  const isMember = numbers(observe({ ...watched, duration: 1 }), 'nodes', 'management');
  const results = observe(
    watched,
    ({ topic, node }) => !adopting && topic === Topic.configuration && isMember[node] === 1,
  );
  const due = numbers(results, 'configurationBlocks', 'due');
  const spans = numbers(results, 'configurationBlocks', 'decided').flatMap((decided, row) =>
    Number.isNaN(decided) ? [] : [decided - due[row]],
  );
  expect(spans.length).toBeGreaterThan(80);
  return spans.reduce((sum, span) => sum + span, 0) / spans.length;
}

const exponential = { kind: 'distribution', distribution: { kind: 'exponential', mean: 0.1 } } as const;

test.each(['pbft', 'hotstuff'])(
  '%s: members who adopt the gossiped block end the agreement no earlier, unless messages overtake each other widely',
  (consensus) => {
    const saved = (latency: Topology['latency']) =>
      1 - agreement(consensus, latency, true) / agreement(consensus, latency, false);
    expect(Math.abs(saved({ kind: 'geographic' }))).toBeLessThan(0.001);
    expect(saved(exponential)).toBeGreaterThan(0.01);
    expect(saved(exponential)).toBeLessThan(0.1);
  },
);
