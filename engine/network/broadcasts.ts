/**
 * Messages whose arrivals are all known when they are sent: sorted lists of (time, receiver) in typed arrays, one
 * slot per message. The event queue holds one entry per message, not one per copy.
 */
export class Broadcasts {
  readonly #stride: number;
  #free: number[] = [];
  #slots = 0;
  time: Float64Array;
  receiver: Int32Array;
  /** Index of the next arrival of a slot, and of the end of its list. */
  cursor: Int32Array;
  end: Int32Array;
  sequence: Float64Array;
  topic: Int32Array;
  kind: Uint8Array;
  sender: Int32Array;
  subject: Int32Array;

  /** @param nodes most receivers of one message */
  constructor(nodes: number) {
    this.#stride = nodes;
    const slots = 64;
    this.time = new Float64Array(slots * nodes);
    this.receiver = new Int32Array(slots * nodes);
    this.cursor = new Int32Array(slots);
    this.end = new Int32Array(slots);
    this.sequence = new Float64Array(slots);
    this.topic = new Int32Array(slots);
    this.kind = new Uint8Array(slots);
    this.sender = new Int32Array(slots);
    this.subject = new Int32Array(slots);
  }

  /** A slot whose list may be written from {@link start} on. */
  claim(): number {
    const slot = this.#free.pop() ?? this.#slots++;
    if (slot === this.cursor.length) this.#grow();
    return slot;
  }

  start(slot: number): number {
    return slot * this.#stride;
  }

  release(slot: number): void {
    this.#free.push(slot);
  }

  #grow(): void {
    const double = <T extends Float64Array | Int32Array | Uint8Array>(old: T, make: new (length: number) => T): T => {
      const grown = new make(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.time = double(this.time, Float64Array);
    this.receiver = double(this.receiver, Int32Array);
    this.cursor = double(this.cursor, Int32Array);
    this.end = double(this.end, Int32Array);
    this.sequence = double(this.sequence, Float64Array);
    this.topic = double(this.topic, Int32Array);
    this.kind = double(this.kind, Uint8Array);
    this.sender = double(this.sender, Int32Array);
    this.subject = double(this.subject, Int32Array);
  }
}
