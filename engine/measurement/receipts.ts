import type { Recording, Table } from '../model/results.js';

/** How long after its proposal the nodes of a set have a block of the primary, s; null without samples. */
export interface SetReceipts {
  name: string;
  nodes: number;
  mean: number | null;
}

/** How long after their proposal 80 % of the nodes have the blocks of one proposer, s. */
export interface ProposerReceipts {
  node: number;
  blocks: number;
  mean: number | null;
}

/** How fast nodes receive blocks of the primary, by group and place of the receivers and by proposer. */
export interface ReceiptSummary {
  groups: SetReceipts[];
  places: SetReceipts[];
  /** By ascending number of the node. */
  proposers: ProposerReceipts[];
}

/** Means over nodes and blocks. Copies that had not arrived when the run ended are left out. */
export function receiptSummary({ tables, long }: Recording): ReceiptSummary {
  const received = numbers(tables.nodes, 'received');
  return {
    groups: bySet(texts(tables.nodes, 'group'), received),
    places: bySet(texts(tables.nodes, 'place'), received),
    proposers: byProposer(long.receipts.pieces),
  };
}

class Mean {
  #sum = 0;
  #count = 0;

  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.#sum += value;
    this.#count++;
  }

  get value(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count;
  }
}

function bySet(names: readonly string[], received: Float64Array): SetReceipts[] {
  const sets = new Map<string, { nodes: number; mean: Mean }>();
  names.forEach((name, node) => {
    const set = sets.get(name) ?? { nodes: 0, mean: new Mean() };
    sets.set(name, set);
    set.nodes++;
    set.mean.add(received[node]);
  });
  return [...sets].map(([name, { nodes, mean }]) => ({ name, nodes, mean: mean.value }));
}

function byProposer(pieces: Iterable<Table>): ProposerReceipts[] {
  const proposers = new Map<number, { blocks: number; mean: Mean }>();
  for (const piece of pieces) {
    const reached = numbers(piece, 'received80');
    numbers(piece, 'proposer').forEach((node, row) => {
      const proposer = proposers.get(node) ?? { blocks: 0, mean: new Mean() };
      proposers.set(node, proposer);
      proposer.blocks++;
      proposer.mean.add(reached[row]);
    });
  }
  return [...proposers]
    .sort(([a], [b]) => a - b)
    .map(([node, { blocks, mean }]) => ({ node, blocks, mean: mean.value }));
}

function numbers(table: Table, column: string): Float64Array {
  const found = table.columns[column];
  if (found?.type !== 'number') throw new Error(`results have no numeric column ${column}`);
  return found.values;
}

function texts(table: Table, column: string): readonly string[] {
  const found = table.columns[column];
  if (found?.type !== 'text') throw new Error(`results have no text column ${column}`);
  return found.values;
}
