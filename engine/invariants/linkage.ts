import type { FactReader } from '../model/fact-readers.js';
import type { BlockProposed } from '../model/facts.js';
import type { Refusal } from '../model/scenario.js';
import type { Honesty } from './honesty.js';
import type { NameOf, Reason, Violated } from './violated.js';

/** What was known of configurations when a block was made. */
interface Known {
  at: number;
  height: number;
  /** Height of the newest configuration block that any node had committed. */
  committed: number;
}

/**
 * Every block of the primary is made under the newest configuration that its proposer could know of (Algorithm 2): the one
 * under which it works since its last round, and, where refusals end rounds at once, at most the newest one that it has
 * received. A Byzantine proposer can name an older one, but none that was not agreed before.
 */
export function watchLinkage(
  nodes: number,
  nameOf: NameOf,
  refusal: Refusal,
  honesty: Honesty,
  violated: Violated,
): FactReader {
  const applied = new Int32Array(nodes);
  /** Height up to which a node has received every configuration block, and those that it has beyond. */
  const complete = new Int32Array(nodes);
  const beyond: Set<number>[] = Array.from({ length: nodes }, () => new Set());
  const open = new Map<number, Known>();
  let committed = 0;

  function proposed(at: number, { block, height, proposer, configuration }: BlockProposed): void {
    open.set(block, { at, height, committed });
    if (!honesty.isHonest('primary', proposer)) return;
    const newest = refusal === 'timeout' ? applied[proposer] : complete[proposer];
    if (configuration >= applied[proposer] && configuration <= newest) return;
    const worked = `${nameOf(proposer)} worked under configuration block ${applied[proposer]}`;
    broken(at, height, configuration, proposer, `but ${worked}`, [
      { at, text: `${worked} and had received those up to ${complete[proposer]}` },
    ]);
  }

  function broken(at: number, height: number, configuration: number, node: number, why: string, because: Reason[]) {
    violated(at, {
      chain: 'primary',
      message: `block ${height} is made under configuration block ${configuration}, ${why}`,
      nodes: [node],
      heights: [height],
      because: [...because, { at, text: `${nameOf(node)} proposed block ${height} under ${configuration}` }],
    });
  }

  return {
    configurationCommitted: (_, { height }) => {
      committed = Math.max(committed, height);
    },
    configurationReceived: (_, { node, height }) => {
      const later = beyond[node];
      later.add(height);
      while (later.delete(complete[node] + 1)) complete[node]++;
    },
    configurationApplied: (_, { node, to }) => {
      applied[node] = to;
    },
    blockProposed: proposed,
    blockFinalized: (at, { block, height, configuration, proposer }) => {
      const made = open.get(block);
      for (const [other, known] of open) if (known.height <= height) open.delete(other);
      if (!made || configuration <= made.committed) return;
      broken(at, height, configuration, proposer, 'which was not agreed when the block was proposed', [
        { at: made.at, text: `configuration block ${made.committed} was the newest one that had been committed` },
      ]);
    },
  };
}
