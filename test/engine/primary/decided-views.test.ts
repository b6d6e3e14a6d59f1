import { beforeAll, describe, expect, test } from 'vitest';
import { protocolNamed } from '../../../engine/consensus/protocols.js';
import { Topic } from '../../../engine/network/message.js';
import { prepare } from '../../../engine/simulation.js';
import { constantTopology } from '../network/open-network.js';
import { numbers, observe } from '../observed-run.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

const COMMIT = protocolNamed('pbft').messages.indexOf('commit');
const scenario = baseline({ duration: 30, topology: constantTopology(16) });

describe('the view of a block', () => {
  test('is 0 where the first attempt succeeds', () => {
    expect(new Set(numbers(observe(scenario), 'blocks', 'view'))).toEqual(new Set([0]));
  });

  test('is that of the decision where a block that was prepared comes back in a later view', () => {
    const seconds = (now: number) => now / 1e9;
    const results = observe(
      scenario,
      ({ topic, kind }, now) => topic === Topic.primary && kind === COMMIT && seconds(now) < 5,
    );
    const [view, later] = numbers(results, 'blocks', 'view');
    const [proposer, next] = numbers(results, 'blocks', 'proposer');
    expect(numbers(results, 'blocks', 'time')[0]).toBeGreaterThan(scenario.primary.roundTimeout);
    expect(view).toBe(1);
    // The block itself is still that of the first proposer.
    expect(proposer).toBe(0);
    expect([next, later]).toEqual([1, 0]);
  });

  test('is that in which the quorum was complete, where a few nodes decide before the others give up', () => {
    const early = 2;
    const results = observe(
      scenario,
      ({ topic, kind, node }, now) => topic === Topic.primary && kind === COMMIT && node > early && now < 5e9,
    );
    expect(numbers(results, 'blocks', 'time')[0]).toBeGreaterThan(scenario.primary.roundTimeout);
    expect(numbers(results, 'blocks', 'view')[0]).toBe(1);
  });
});
