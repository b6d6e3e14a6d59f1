import { describe, expect, test } from 'vitest';
import { Algorithm2 } from './algorithm-2.js';

describe('a configuration block that arrives', () => {
  test('within a round is applied when the round ends with a block, not before (lines 13 to 15)', () => {
    const nodes = new Algorithm2();
    nodes.consensus.busy.add(1);
    const content = nodes.propose(0);
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.applied).toEqual([]);
    nodes.decide(1, content);
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 1 }]);
  });

  test('within a round is applied when the round fails, too', () => {
    const nodes = new Algorithm2();
    nodes.consensus.busy.add(1);
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.primary.abandoned(1, 1, 0)).toBe(true);
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 1 }]);
  });

  test('in the pause waits for the end of the round that the pause belongs to', () => {
    const nodes = new Algorithm2();
    const content = nodes.propose(0);
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.applied).toEqual([]);
    nodes.decide(1, content);
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 1 }]);
  });

  test('in the pause is applied at once where refused rounds wait for their timeout', () => {
    const nodes = new Algorithm2({ refusal: 'timeout' });
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 1 }]);
  });

  test('between a failed round and the next one is applied at once', () => {
    const nodes = new Algorithm2();
    nodes.network.now = 10e9;
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 1 }]);
  });

  test('is forwarded before it is used, to all peers but the one it came from (line 4)', () => {
    const nodes = new Algorithm2();
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.network.calls[0]).toMatchObject({ what: 'relay', node: 1, other: 2, subject: 1 });
    expect(nodes.applied).toEqual([]);
  });

  test('that arrives a second time is neither forwarded nor applied again', () => {
    const nodes = new Algorithm2();
    const block = nodes.agree();
    nodes.observers.obtain(1, block, 2);
    nodes.observers.obtain(1, block, 3);
    expect(nodes.network.calls.filter(({ what }) => what === 'relay')).toHaveLength(1);
    nodes.decide(1, nodes.propose(1));
    expect(nodes.applied).toHaveLength(1);
  });

  test('without a valid proof is neither forwarded nor applied (line 3)', () => {
    const nodes = new Algorithm2();
    const block = nodes.agree();
    nodes.unproven.add(1);
    nodes.observers.obtain(1, block, 2);
    expect(nodes.network.calls).toEqual([]);
    expect(nodes.observers.height(1)).toBe(0);
    expect(nodes.applied).toEqual([]);
  });
});

describe('the proof of a configuration block', () => {
  test('is that of its sender, and is passed on with it', () => {
    const nodes = new Algorithm2();
    const agreed = nodes.agree();
    const proofs = [1, 2].map((signer) => ({ votes: [{ signer, signature: new Uint8Array(64) }] }));
    nodes.observers.obtain(1, { ...agreed, proof: proofs[0] }, -1);
    nodes.observers.obtain(2, { ...agreed, proof: proofs[1] }, -1);
    nodes.receiveConfiguration(3, 2, 1);
    nodes.receiveConfiguration(0, 1, 1);
    expect([3, 0].map((node) => nodes.observers.copy(node, 1)?.proof)).toEqual([proofs[1], proofs[0]]);
  });
});

describe('several configuration blocks within one round', () => {
  test('are applied as one: the newest counts', () => {
    const nodes = new Algorithm2();
    nodes.consensus.busy.add(1);
    const content = nodes.propose(0);
    for (let i = 0; i < 3; i++) nodes.observers.obtain(1, nodes.agree(), 2);
    nodes.decide(1, content);
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 3 }]);
  });
});

describe('a missing predecessor', () => {
  const missing = () => {
    const nodes = new Algorithm2();
    const first = nodes.agree();
    const second = nodes.agree();
    nodes.observers.obtain(2, first, -1);
    nodes.observers.obtain(2, second, -1);
    nodes.observers.obtain(1, second, 2);
    return nodes;
  };

  test('is asked for, from the peer that sent the later block (lines 5 to 7)', () => {
    const nodes = missing();
    expect(nodes.sent).toMatchObject([{ node: 1, other: 2, subject: 1 }]);
    expect(nodes.observers.height(1)).toBe(0);
    expect(nodes.observers.lacks(1)).toBe(true);
  });

  test('completes the copy when it arrives, and both blocks are applied in one step', () => {
    const nodes = missing();
    nodes.deliver(nodes.sent[0]);
    nodes.deliver(nodes.sent[1]);
    expect(nodes.sent[1]).toMatchObject({ node: 2, other: 1, subject: 1 });
    expect(nodes.observers.height(1)).toBe(2);
    expect(nodes.observers.lacks(1)).toBe(false);
    nodes.decide(1, nodes.propose(1));
    expect(nodes.applied.filter(({ node }) => node === 1)).toEqual([{ node: 1, from: 0, to: 2 }]);
  });

  test('keeps the node from its next round until it arrives (line 12)', () => {
    const nodes = missing();
    const content = nodes.propose(0);
    nodes.network.now = 5e9;
    nodes.decide(1, content);
    expect(nodes.consensus.begun).toEqual([]);
    nodes.network.now = 7e9;
    nodes.deliver(nodes.sent[0]);
    nodes.deliver(nodes.sent[1]);
    expect(nodes.consensus.begun).toEqual([{ node: 1, at: 7e9 }]);
  });

  test('that arrives before the pause is over costs nothing', () => {
    const nodes = missing();
    const content = nodes.propose(0);
    nodes.network.now = 5e9;
    nodes.decide(1, content);
    nodes.network.now = 5.02e9;
    nodes.deliver(nodes.sent[0]);
    nodes.deliver(nodes.sent[1]);
    expect(nodes.consensus.begun).toEqual([{ node: 1, at: 5.1e9 }]);
  });

  const unanswered = (nodes: Algorithm2) => {
    const timer = nodes.network.calls.find(({ what }) => what === 'wake');
    expect(timer).toMatchObject({ node: 1, subject: 1 });
    nodes.observers.wake({
      type: 'timer',
      topic: 3,
      kind: timer!.kind,
      sender: 1,
      node: 1,
      subject: 1,
      sent: 0,
      votes: 0,
    });
  };

  test('is requested again when no answer comes, only from nodes known to have it', () => {
    const nodes = missing();
    // Node 3 has the block too, but node 1 does not know that.
    nodes.observers.obtain(3, nodes.chain[1], -1);
    for (let requests = 2; requests <= 4; requests++) {
      unanswered(nodes);
      expect(nodes.sent).toHaveLength(requests);
      expect(nodes.sent[requests - 1].other).toBe(2);
    }
  });

  test('is asked for from others once node hears that they have it', () => {
    const nodes = missing();
    nodes.observers.seek(1, 2, 3);
    unanswered(nodes);
    unanswered(nodes);
    expect(new Set(nodes.sent.map(({ other }) => other))).toEqual(new Set([2, 3]));
  });
});

describe('a proposal', () => {
  test('under the configuration that a node works with is accepted', () => {
    const nodes = new Algorithm2();
    expect(nodes.primary.validate(1, nodes.propose(0))).toBe('accept');
  });

  test('names the newest configuration that its proposer has received, applied or not', () => {
    const nodes = new Algorithm2();
    nodes.consensus.busy.add(0);
    nodes.observers.obtain(0, nodes.agree({ blockSize: 0.25e6 }), 2);
    expect(nodes.applied).toEqual([]);
    const content = nodes.propose(0);
    expect(nodes.primary.size(content)).toBe(0.25e6);
    nodes.decide(0, content);
    expect(nodes.primary.block(1).configurationHeight).toBe(1);
  });

  test('under an older configuration than the newest received one is rejected, within a round, too', () => {
    const nodes = new Algorithm2();
    const content = nodes.propose(0);
    nodes.consensus.busy.add(1);
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.applied).toEqual([]);
    expect(nodes.primary.validate(1, content)).toBe('reject');
  });

  test.each([false, true])(
    'under a newer one that the node lacks is kept while it fetches the block; in a round: %s',
    (busy) => {
      const nodes = new Algorithm2();
      nodes.observers.obtain(0, nodes.agree(), -1);
      const content = nodes.propose(0);
      if (busy) nodes.consensus.busy.add(1);
      expect(nodes.primary.validate(1, content)).toBe('wait');
      expect(nodes.sent).toMatchObject([{ node: 1, other: 0, subject: 1 }]);
      nodes.deliver(nodes.sent[0]);
      nodes.deliver(nodes.sent[1]);
      expect(nodes.consensus.reconsidered).toEqual([1]);
      expect(nodes.primary.validate(1, content)).toBe('accept');
      expect(nodes.applied).toEqual([]);
      nodes.decide(1, content);
      expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 1 }]);
    },
  );
});

describe('a proposal, where refused rounds wait for their timeout,', () => {
  const silent = () => new Algorithm2({ refusal: 'timeout' });

  test('names the configuration under which its proposer works', () => {
    const nodes = silent();
    nodes.consensus.busy.add(0);
    nodes.observers.obtain(0, nodes.agree({ blockSize: 0.25e6 }), 2);
    expect(nodes.primary.size(nodes.propose(0))).toBe(1e6);
  });

  test('under an older configuration than the active one is rejected', () => {
    const nodes = silent();
    const content = nodes.propose(0);
    nodes.observers.obtain(1, nodes.agree(), 2);
    expect(nodes.primary.validate(1, content)).toBe('reject');
  });

  test('under a newer one that the node lacks makes it fetch the block from the proposer, not accuse it', () => {
    const nodes = silent();
    nodes.observers.obtain(0, nodes.agree(), -1);
    const content = nodes.propose(0);
    expect(nodes.primary.validate(1, content)).toBe('wait');
    expect(nodes.sent).toMatchObject([{ node: 1, other: 0, subject: 1 }]);
    nodes.deliver(nodes.sent[0]);
    nodes.deliver(nodes.sent[1]);
    expect(nodes.applied.pop()).toEqual({ node: 1, from: 0, to: 1 });
    expect(nodes.consensus.reconsidered).toEqual([1]);
    expect(nodes.primary.validate(1, content)).toBe('accept');
  });

  test('under a newer one during a round is not for this round, but the block is fetched all the same', () => {
    const nodes = silent();
    nodes.observers.obtain(0, nodes.agree(), -1);
    const content = nodes.propose(0);
    nodes.consensus.busy.add(1);
    expect(nodes.primary.validate(1, content)).toBe('reject');
    expect(nodes.sent).toMatchObject([{ node: 1, other: 0, subject: 1 }]);
  });

  test('under a newer one that the node has received during its round is invalid until the round ends', () => {
    const nodes = silent();
    nodes.consensus.busy.add(1);
    const block = nodes.agree();
    nodes.observers.obtain(1, block, 2);
    nodes.observers.obtain(0, block, 2);
    const content = nodes.propose(0);
    expect(nodes.primary.validate(1, content)).toBe('reject');
    nodes.primary.abandoned(1, 1, 0);
    expect(nodes.primary.validate(1, content)).toBe('accept');
  });
});

describe('the values of a configuration', () => {
  test('hold for the next proposal of a node that has applied it', () => {
    const nodes = new Algorithm2();
    nodes.observers.obtain(0, nodes.agree({ blockSize: 0.25e6 }), 2);
    expect(nodes.primary.size(nodes.propose(0))).toBe(0.25e6);
    expect(nodes.primary.size(nodes.propose(1))).toBe(1e6);
  });

  test('hold for the pause before the next round', () => {
    const nodes = new Algorithm2();
    nodes.observers.obtain(0, nodes.agree({ blockInterval: 3 }), 2);
    nodes.network.now = 10e9;
    nodes.decide(0, nodes.propose(0));
    expect(nodes.consensus.begun).toEqual([{ node: 0, at: 13e9 }]);
  });
});

describe('activation after blocks', () => {
  test('leaves a block waiting until the primary has reached its height', () => {
    const nodes = new Algorithm2();
    nodes.observers.obtain(1, nodes.agree({}, 3), 2);
    const heights: [number, number][] = [];
    for (let i = 0; i < 4; i++) {
      const content = nodes.propose(0);
      nodes.decide(0, content);
      nodes.decide(1, content);
      heights.push([nodes.consensus.heights[1], nodes.applied.length]);
    }
    // In force from height 3: a node applies it once height 3 is next.
    expect(heights).toEqual([
      [2, 0],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
  });

  test('does not delay a later block that is in force before it', () => {
    const nodes = new Algorithm2();
    nodes.observers.obtain(1, nodes.agree({}, 9), 2);
    nodes.observers.obtain(1, nodes.agree({}, 0), 2);
    nodes.decide(1, nodes.propose(1));
    expect(nodes.applied).toEqual([{ node: 1, from: 0, to: 2 }]);
  });
});

test('deciding another block than others is reported', () => {
  const nodes = new Algorithm2();
  nodes.decide(0, nodes.propose(0));
  nodes.decide(1, nodes.propose(1));
  expect(nodes.violations).toEqual(['Oslo 0 and Oslo 1 committed different blocks 1']);
});
