import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NEVER } from '../../../engine/kernel/time.js';
import { DueNodes } from '../../../engine/network/quorums/due-nodes.js';

const NODES = 6;

/** The next event of a node, or `undefined` if it has none. */
const change = fc.record({
  node: fc.nat(NODES - 1),
  due: fc.option(fc.record({ at: fc.nat(4), order: fc.nat(4) }), { nil: undefined }),
});

test('the next due node is the one that a search among all nodes finds', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const due = new DueNodes(NODES);
      const known = new Map<number, { at: number; order: number }>();
      for (const { node, due: what } of changes) {
        // No two events have the same time and order.
        const order = what && what.order * NODES + node;
        const had = known.has(node);
        if (what === undefined || order === undefined) {
          if (had) due.remove(node);
          known.delete(node);
        } else {
          if (had) due.move(node, what.at, order);
          else due.add(node, what.at, order);
          known.set(node, { at: what.at, order });
        }
        const [next] = [...known].sort(([, a], [, b]) => a.at - b.at || a.order - b.order);
        expect([...due.next]).toEqual(next ? [next[1].at, next[1].order] : [NEVER, 0]);
        if (next) expect(due.node).toBe(next[0]);
      }
    }),
    { numRuns: 1000, seed: 20261130 },
  );
});
