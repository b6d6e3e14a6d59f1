/** State of messages that nodes relay one event at a time: first arrivals, and which nodes already have the message. */
export interface RelayedMessage {
  topic: number;
  kind: number;
  subject: number;
  size: number;
  identity0: number;
  identity1: number;
  /** Its number among all messages, which orders simultaneous events. */
  sequence: number;
  /** Earliest known arrival by node, ns. */
  earliest: Float64Array;
  /** The relayer of that copy. */
  relayer: Int32Array;
  /** 1 for nodes that have it. */
  reached: Uint8Array;
  /** 1 for nodes that have forwarded it. */
  relayed: Uint8Array;
  /** Time of sending, ns. */
  sent: number;
  /** The origin, if every node forwards at once on first receipt; -1 if applications decide what to relay. */
  origin: number;
  /** Number of copies whose arrivals are future events. */
  pending: number;
}

type Description = Omit<RelayedMessage, 'earliest' | 'relayer' | 'reached' | 'relayed' | 'pending'>;

/** Relayed messages by number. Numbers and arrays of finished messages are reused. */
export class RelayedMessages {
  readonly #nodes: number;
  readonly #all: RelayedMessage[] = [];
  readonly #free: number[] = [];

  constructor(nodes: number) {
    this.#nodes = nodes;
  }

  open(about: Description): number {
    const number = this.#free.pop() ?? this.#all.length;
    this.#all[number] ??= this.#blank(about);
    const message = this.#all[number];
    message.topic = about.topic;
    message.kind = about.kind;
    message.subject = about.subject;
    message.size = about.size;
    message.identity0 = about.identity0;
    message.identity1 = about.identity1;
    message.sequence = about.sequence;
    message.sent = about.sent;
    message.origin = about.origin;
    message.pending = 0;
    const { earliest, relayer, reached, relayed } = message;
    for (let node = 0; node < this.#nodes; node++) {
      earliest[node] = Number.POSITIVE_INFINITY;
      relayer[node] = -1;
      reached[node] = 0;
      relayed[node] = 0;
    }
    return number;
  }

  #blank(about: Description): RelayedMessage {
    return {
      ...about,
      earliest: new Float64Array(this.#nodes),
      relayer: new Int32Array(this.#nodes),
      reached: new Uint8Array(this.#nodes),
      relayed: new Uint8Array(this.#nodes),
      pending: 0,
    };
  }

  at(number: number): RelayedMessage {
    return this.#all[number];
  }

  close(number: number): void {
    this.#free.push(number);
  }
}
