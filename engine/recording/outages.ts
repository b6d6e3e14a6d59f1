/** A cycle or round: its start, ns, its voters, and the number of them that decide. */
interface Turn {
  began: number;
  voters: readonly number[];
  quorum: number;
}

/** Nodes that are down or cut off, and those that were a while ago. */
export class Outages {
  readonly #down = new Set<number>();
  /** Time at which a node returned, ns. */
  readonly #back = new Map<number, number>();
  readonly #partitions = new Map<number, { sides: readonly (readonly number[])[]; healed?: number }>();

  crashed(node: number): void {
    this.#down.add(node);
  }

  restarted(at: number, node: number): void {
    this.#down.delete(node);
    this.#back.set(node, at);
  }

  parted(fault: number, sides: readonly (readonly number[])[]): void {
    this.#partitions.set(fault, { sides });
  }

  healed(at: number, fault: number): void {
    const partition = this.#partitions.get(fault);
    if (partition) partition.healed = at;
  }

  /** The outage that kept a node from proposing, or from reaching a quorum, since a cycle or round began. */
  of(node: number, { began, voters, quorum }: Turn): 'down' | 'cutOff' | undefined {
    if (this.#down.has(node) || (this.#back.get(node) ?? 0) > began) return 'down';
    const parted = [...this.#partitions.values()].some(({ sides, healed }) => {
      if (healed !== undefined && healed <= began) return false;
      const side = sides.find((nodes) => nodes.includes(node)) ?? [];
      return voters.filter((voter) => side.includes(voter)).length < quorum;
    });
    return parted ? 'cutOff' : undefined;
  }
}
