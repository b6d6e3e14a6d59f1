/** State of messages that nodes relay one event at a time: first arrivals, and who already has it. */
export interface RelayedMessage {
  topic: number;
  kind: number;
  subject: number;
  size: number;
  identity0: number;
  identity1: number;
  /** Its number among all messages; orders simultaneous events. */
  sequence: number;
  /** Earliest known arrival by node, ns. */
  earliest: Float64Array;
  /** Whose copy that is. */
  relayer: Int32Array;
  /** 1 for nodes that have it. */
  reached: Uint8Array;
  /** 1 for nodes that have sent it on. */
  relayed: Uint8Array;
  /** When it was sent, ns. */
  sent: number;
  /** Who speaks, where every node forwards at once on first receipt; -1 where applications decide what to relay. */
  origin: number;
  /** Copies whose arrival is still an event to come. */
  pending: number;
}

/** Relayed messages by number; numbers and arrays of finished ones are used again. */
export class RelayedMessages {
  readonly #nodes: number;
  readonly #all: RelayedMessage[] = [];
  readonly #free: number[] = [];

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  open(description: Omit<RelayedMessage, 'earliest' | 'relayer' | 'reached' | 'relayed' | 'pending'>): number {
    const number = this.#free.pop() ?? this.#all.length;
    const used = this.#all[number];
    this.#all[number] = {
      ...description,
      earliest: (used?.earliest ?? new Float64Array(this.#nodes)).fill(Number.POSITIVE_INFINITY),
      relayer: (used?.relayer ?? new Int32Array(this.#nodes)).fill(-1),
      reached: (used?.reached ?? new Uint8Array(this.#nodes)).fill(0),
      relayed: (used?.relayed ?? new Uint8Array(this.#nodes)).fill(0),
      pending: 0,
    };
    return number;
  }

  at(number: number): RelayedMessage {
    return this.#all[number];
  }

  close(number: number): void {
    this.#free.push(number);
  }
}
