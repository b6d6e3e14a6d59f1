import { beforeAll, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { FactLog } from '../fact-log.js';
import { constant, constantTopology } from '../network/open-network.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

// Both members must vote, so no other vote can replace a lost message.
test.each(
  PROTOCOLS.flatMap(({ name }) => [
    [name, 'direct' as const, 1],
    [name, 'gossip' as const, 2],
  ]),
)('two members under %s, by %s, end every interval although they lose a twentieth of their messages', (...choice) => {
  const [consensus, dissemination, seed] = choice;
  const latency = { kind: 'distribution' as const, distribution: constant(0.05) };
  const plain = baseline({ duration: 400, seed, topology: constantTopology(4, { loss: 0.05, latency }) });
  const log = new FactLog();
  const scenario = {
    ...plain,
    primary: { ...plain.primary, blockSize: 1e4, blockInterval: 10 },
    management: {
      ...plain.management,
      consensus,
      dissemination,
      nodes: { kind: 'random' as const, count: 2 },
      interval: constant(5),
      cycleTimeout: 1,
      configurationBlockSize: 1e4,
    },
  };
  const simulation = new Simulation(scenario, { record: log.record, check: true });
  simulation.advance(scenario.duration);
  const ends = log.entries.flatMap(({ at, fact }) =>
    fact.kind === 'configurationAgreed' || fact.kind === 'intervalMissed' ? [at / 1e9] : [],
  );
  expect(simulation.results().violations).toEqual([]);
  expect(log.of('configurationAgreed').length).toBeGreaterThan(30);
  // An interval, two cycles, and the time to catch up with the other member.
  for (const [index, end] of [...ends, scenario.duration].entries())
    expect(end - (ends[index - 1] ?? 0)).toBeLessThan(30);
});
