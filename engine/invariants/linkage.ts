import type { FactReader } from '../model/fact-readers.js';
import type { BlockProposed } from '../model/facts.js';
import type { Refusal } from '../model/scenario.js';
import type { Honesty } from './honesty.js';
import type { NameOf, Reason, Violated } from './violated.js';

/** The configuration blocks known when a block was proposed. */
interface Known {
  at: number;
  height: number;
  /** Height of the newest configuration block that any node had committed. */
  committed: number;
}

/**
 * Every block of the primary names the newest configuration that its proposer could know (Algorithm 2): the one that it
 * has applied since its last round or, if rejections end rounds at once, one up to the newest that it has received. A
 * Byzantine proposer may name an older one, but only an agreed one.
 */
export function watchLinkage(
  nodes: number,
  nameOf: NameOf,
  refusal: Refusal,
  honesty: Honesty,
  violated: Violated,
): FactReader {
  const applied = new Int32Array(nodes);
  /** By node: the height up to which it has every configuration block, and the higher blocks that it has. */
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
