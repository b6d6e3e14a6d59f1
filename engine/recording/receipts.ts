import { toSeconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { BlockFinalized, BlockProposed } from '../model/facts.js';
import type { Table } from '../model/results.js';
import type { RECEIPT_SHARES } from '../model/tables.js';
import { Recorder } from './recorder.js';

/** How far behind the latest final block a block is recorded even if some nodes still lack it. */
const MAX_BEHIND = 256;

interface Proposal {
  height: number;
  proposer: number;
  /** Time of its proposal, ns. */
  at: number;
  /** Receipt by each node, ns after the proposal; infinite until then. */
  delays: Float64Array;
  /** The same of the nodes that have received it, ascending: facts are read in the order of their times. */
  ascending: Float64Array;
  received: number;
  isFinal: boolean;
  /** Whether it became final after the warm-up. */
  isMeasured: boolean;
}

/**
 * Records the time from the proposal of a block until each node has the whole block, by the proposal itself or by
 * catching up. A block is recorded once all nodes have it.
 */
export class Receipts {
  readonly #warmup: number;
  readonly #nodes: number;
  readonly #open = new Map<number, Proposal>();
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  #latest = 0;
  readonly rows = new Recorder('receipts');

  /** @param warmup blocks that are final before it are not measured, ns */
  constructor(nodes: number, warmup: number) {
    this.#warmup = warmup;
    this.#nodes = nodes;
    this.#sums = new Float64Array(nodes);
    this.#counts = new Float64Array(nodes);
  }

  readonly reader: FactReader = {
    blockProposed: (at, fact) => this.#proposed(at, fact),
    blockReceived: (at, { block, node }) => this.#received(at, block, node),
    // A node that catches up gets the block with its certificate.
    blockCommitted: (at, { block, node }) => this.#received(at, block, node),
    blockFinalized: (at, fact) => this.#finalized(at, fact),
    secondPassed: () => this.#settle(),
  };

  #proposed(at: number, { block, height, proposer }: BlockProposed): void {
    const delays = new Float64Array(this.#nodes).fill(Number.POSITIVE_INFINITY);
    delays[proposer] = 0;
    const ascending = new Float64Array(this.#nodes);
    this.#open.set(block, { height, proposer, at, delays, ascending, received: 1, isFinal: false, isMeasured: false });
  }

  #received(at: number, block: number, node: number): void {
    const proposal = this.#open.get(block);
    if (!proposal || Number.isFinite(proposal.delays[node])) return;
    const delay = at - proposal.at;
    proposal.delays[node] = delay;
    proposal.ascending[proposal.received++] = delay;
  }

  #finalized(at: number, { block }: BlockFinalized): void {
    const proposal = this.#open.get(block);
    if (!proposal) return;
    proposal.isFinal = true;
    proposal.isMeasured = at >= this.#warmup;
    this.#latest = proposal.height;
  }

  /**
   * Records the blocks that all nodes have, and forgets them, together with proposals that were never decided. Rows are
   * in the order of the proposals, so they do not depend on when this is called.
   */
  #settle(): void {
    for (const [content, proposal] of this.#open) {
      const isOld = proposal.height < this.#latest - MAX_BEHIND;
      const isLost = !proposal.isFinal && proposal.height < this.#latest;
      if (!isOld && !isLost && !(proposal.isFinal && proposal.received === this.#nodes)) return;
      this.#open.delete(content);
      if (proposal.isFinal && proposal.isMeasured) {
        write(this.rows, proposal);
        this.#count(proposal, this.#sums, this.#counts);
      }
    }
  }

  /** The rows so far, including those of blocks that some nodes still lack. */
  table(): Table {
    const rows = this.rows.copy();
    for (const proposal of this.#unfinished()) write(rows, proposal);
    return rows.table();
  }

  /** Mean time from a proposal until each node had the block, s; NaN for a node that never had one. */
  means(): Float64Array {
    const sums = this.#sums.slice();
    const counts = this.#counts.slice();
    for (const proposal of this.#unfinished()) this.#count(proposal, sums, counts);
    return sums.map((sum, node) => toSeconds(sum / counts[node]));
  }

  #unfinished(): Proposal[] {
    return [...this.#open.values()].filter(({ isFinal, isMeasured }) => isFinal && isMeasured);
  }

  #count({ delays }: Proposal, sums: Float64Array, counts: Float64Array): void {
    delays.forEach((delay, node) => {
      if (!Number.isFinite(delay)) return;
      sums[node] += delay;
      counts[node]++;
    });
  }
}

function write(rows: Recorder<'receipts'>, { height, proposer, at, ascending, received }: Proposal): void {
  /** Time until this percentage of the nodes had it, s. */
  const reached = (share: (typeof RECEIPT_SHARES)[number]) => {
    const node = Math.ceil((share / 100) * ascending.length) - 1;
    return node < received ? toSeconds(ascending[node]) : Number.NaN;
  };
  rows.add({
    height,
    proposer,
    proposed: toSeconds(at),
    received50: reached(50),
    received80: reached(80),
    received95: reached(95),
    received100: reached(100),
  });
}
