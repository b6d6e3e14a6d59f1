import type { EventQueue } from '../kernel/event-queue.js';
import type { NetworkEvent } from './message.js';
import { RECEIVERS } from './network-state.js';

/**
 * Messages whose arrivals are all known when they are sent: sorted lists of (time, receiver) in typed arrays, one slot
 * per message. The event queue contains one entry per message rather than one per copy. Its payload stands for the slot.
 */
export class Broadcasts {
  readonly #queue: EventQueue;
  readonly #stride: number;
  readonly #firstPayload: number;
  readonly #free: number[] = [];
  #slots = 0;
  /** Arrival times of all lists, ns. The list of a slot begins at {@link start}. */
  time: Float64Array;
  receiver: Int32Array;
  /** Index of the next arrival of a slot, and end of its list. */
  #cursor: Int32Array;
  #end: Int32Array;
  #sequence: Float64Array;
  /** Time at which the message was sent, ns. */
  #sent: Float64Array;
  #topic: Int32Array;
  #kind: Uint8Array;
  #sender: Int32Array;
  #subject: Int32Array;

  /**
   * @param arrivals maximum number of arrivals of one message
   * @param firstPayload payload of the first slot in the queue; others follow
   */
  constructor(queue: EventQueue, arrivals: number, firstPayload = 0) {
    this.#firstPayload = firstPayload;
    this.#queue = queue;
    this.#stride = arrivals;
    const slots = 64;
    this.time = new Float64Array(slots * arrivals);
    this.receiver = new Int32Array(slots * arrivals);
    this.#cursor = new Int32Array(slots);
    this.#end = new Int32Array(slots);
    this.#sequence = new Float64Array(slots);
    this.#sent = new Float64Array(slots);
    this.#topic = new Int32Array(slots);
    this.#kind = new Uint8Array(slots);
    this.#sender = new Int32Array(slots);
    this.#subject = new Int32Array(slots);
  }

  /** Reserves a slot. Its list may be written from {@link start} on until it is enqueued. */
  claim(): number {
    const slot = this.#free.pop() ?? this.#slots++;
    if (slot === this.#cursor.length) this.#grow();
    return slot;
  }

  start(slot: number): number {
    return slot * this.#stride;
  }

  /**
   * Enqueues the `count` sorted arrivals of a slot.
   *
   * @param sequence number of the message, which orders simultaneous events
   * @param sent time of sending, ns
   */
  enqueue(
    slot: number,
    count: number,
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    sequence: number,
    sent: number,
  ): void {
    if (count === 0) {
      this.#free.push(slot);
      return;
    }
    const start = this.start(slot);
    this.#cursor[slot] = start;
    this.#end[slot] = start + count;
    this.#sequence[slot] = sequence;
    this.#sent[slot] = sent;
    this.#topic[slot] = topic;
    this.#kind[slot] = kind;
    this.#sender[slot] = sender;
    this.#subject[slot] = subject;
    this.#queue.push(this.time[start], sequence * RECEIVERS + this.receiver[start], this.#firstPayload + slot);
  }

  /** Takes the arrival at the top of the queue. @param event receives the arrival */
  take(payload: number, event: NetworkEvent): void {
    const slot = payload - this.#firstPayload;
    const at = this.#cursor[slot]++;
    event.type = 'delivery';
    event.topic = this.#topic[slot];
    event.kind = this.#kind[slot];
    event.sender = this.#sender[slot];
    event.subject = this.#subject[slot];
    event.sent = this.#sent[slot];
    event.node = this.receiver[at];
    event.votes = 0;
    if (at + 1 < this.#end[slot]) {
      this.#queue.replaceTop(this.time[at + 1], this.#sequence[slot] * RECEIVERS + this.receiver[at + 1]);
    } else {
      this.#queue.pop();
      this.#free.push(slot);
    }
  }

  #grow(): void {
    const double = <T extends Float64Array | Int32Array | Uint8Array>(old: T, make: new (length: number) => T): T => {
      const grown = new make(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.time = double(this.time, Float64Array);
    this.receiver = double(this.receiver, Int32Array);
    this.#cursor = double(this.#cursor, Int32Array);
    this.#end = double(this.#end, Int32Array);
    this.#sequence = double(this.#sequence, Float64Array);
    this.#sent = double(this.#sent, Float64Array);
    this.#topic = double(this.#topic, Int32Array);
    this.#kind = double(this.#kind, Uint8Array);
    this.#sender = double(this.#sender, Int32Array);
    this.#subject = double(this.#subject, Int32Array);
  }
}
