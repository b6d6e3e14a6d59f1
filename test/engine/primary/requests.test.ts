import { beforeAll, expect, test } from 'vitest';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

test('requests for configuration blocks are as long as the votes of their chain', () => {
  const scenario = baseline({
    duration: 300,
    topology: worldwide({ nodes: 8, peers: { kind: 'regular', degree: 3 }, loss: 0.1 }),
  });
  scenario.management = {
    ...scenario.management,
    nodes: { kind: 'random', count: 4 },
    interval: { kind: 'constant', value: 3 },
    voteSize: 333,
  };
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  const { kind, messages, bytes } = simulation.results().tables.traffic.columns;
  const row = kind.type === 'text' ? kind.values.indexOf('configurationRequest') : -1;
  expect(messages.values[row]).toBeGreaterThan(0);
  expect(bytes.values[row]).toBe(333 * Number(messages.values[row]));
});
