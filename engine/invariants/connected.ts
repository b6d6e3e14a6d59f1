import type { FactReader } from '../model/fact-readers.js';
import type { Chain } from '../model/faults.js';
import type { Peers } from '../network/overlay.js';

/** Who sends to whom: every node to every other, or by gossip over the overlay. */
type Dissemination = 'direct' | 'gossip';

/**
 * Which nodes are up and can hear each other now, according to the faults in force. Faults that only slow messages down or
 * lose some of them do not separate nodes; {@link isDisturbed} reports them.
 */
export class Connections {
  readonly #nodes: number;
  readonly #peers: Peers;
  readonly #down: Uint8Array;
  readonly #lying: Record<Chain, Uint8Array>;
  /** The side of every node, by partition in force. */
  readonly #partitions = new Map<number, Int32Array>();
  readonly #disturbances = new Set<number>();
  /** Who sends to a node in the overlay. */
  #senders: readonly number[][] | undefined;
  /** Grows with every change. */
  version = 0;

  constructor(peers: Peers) {
    this.#nodes = peers.offsets.length - 1;
    this.#peers = peers;
    this.#down = new Uint8Array(this.#nodes);
    this.#lying = { primary: new Uint8Array(this.#nodes), management: new Uint8Array(this.#nodes) };
  }

  readonly reader: FactReader = {
    nodeCrashed: (_, { node }) => this.#set(this.#down, node, 1),
    nodeRestarted: (_, { node }) => this.#set(this.#down, node, 0),
    byzantineBegan: (_, { chain, node }) => this.#set(this.#lying[chain], node, 1),
    byzantineEnded: (_, { chain, node }) => this.#set(this.#lying[chain], node, 0),
    partitionBegan: (_, { fault, sides }) => {
      const side = new Int32Array(this.#nodes);
      sides.forEach((members, index) => {
        for (const node of members) side[node] = index;
      });
      this.#partitions.set(fault, side);
      this.version++;
    },
    partitionHealed: (_, { fault }) => {
      this.#partitions.delete(fault);
      this.version++;
    },
    disturbanceBegan: (_, { fault, disturbance }) => {
      if (disturbance === 'duplicate') return;
      this.#disturbances.add(fault);
      this.version++;
    },
    disturbanceEnded: (_, { fault }) => {
      if (this.#disturbances.delete(fault)) this.version++;
    },
  };

  /** Whether messages are dropped or delayed, so that the timeouts of the scenario may be too short. */
  get isDisturbed(): boolean {
    return this.#disturbances.size > 0;
  }

  /** The size of the largest set of a chain's voters that are up, honest, and all hear each other. */
  most(chain: Chain, voters: readonly number[], dissemination: Dissemination): number {
    const willing = voters.filter((node) => !this.#down[node] && !this.#lying[chain][node]);
    if (this.#partitions.size === 0 && !this.#down.includes(1) && !this.#hasLiars) return willing.length;
    const counts = new Map<string | number, number>();
    const places = dissemination === 'direct' ? this.#sides() : this.#components();
    for (const node of willing) counts.set(places[node], (counts.get(places[node]) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  }

  get #hasLiars(): boolean {
    return this.#lying.primary.includes(1) || this.#lying.management.includes(1);
  }

  #set(flags: Uint8Array, node: number, value: number): void {
    flags[node] = value;
    this.version++;
  }

  /** Every node's side in all partitions, as one text. */
  #sides(): string[] {
    const partitions = [...this.#partitions.values()];
    return Array.from(this.#down, (_, node) => partitions.map((side) => side[node]).join(' '));
  }

  /** Components of nodes connected through nodes that are up and honest on both chains. Others may not relay, and are alone. */
  #components(): number[] {
    this.#senders ??= sendersOf(this.#peers);
    const senders = this.#senders;
    const sides = this.#sides();
    const component = new Int32Array(this.#nodes).fill(-1);
    for (let node = 0; node < this.#nodes; node++) {
      if (component[node] >= 0 || !this.#relays(node)) continue;
      const heard = this.#reached(node, sides, (from) => targetsOf(this.#peers, from));
      const hearing = this.#reached(node, sides, (from) => senders[from]);
      for (const other of heard) if (hearing.has(other)) component[other] = node;
    }
    return Array.from(component, (found, node) => (found < 0 ? -1 - node : found));
  }

  #reached(start: number, sides: readonly string[], neighbours: (node: number) => Iterable<number>): Set<number> {
    const reached = new Set([start]);
    for (const from of reached) {
      for (const to of neighbours(from)) {
        if (this.#relays(to) && sides[from] === sides[to]) reached.add(to);
      }
    }
    return reached;
  }

  #relays(node: number): boolean {
    return !this.#down[node] && !this.#lying.primary[node] && !this.#lying.management[node];
  }
}

function targetsOf({ offsets, targets }: Peers, node: number): Int32Array {
  return targets.subarray(offsets[node], offsets[node + 1]);
}

function sendersOf(peers: Peers): number[][] {
  const senders: number[][] = Array.from({ length: peers.offsets.length - 1 }, () => []);
  senders.forEach((_, node) => {
    for (const target of targetsOf(peers, node)) senders[target].push(node);
  });
  return senders;
}
