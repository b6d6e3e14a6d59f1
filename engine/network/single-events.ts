import type { EventQueue } from '../kernel/event-queue.js';

/** Events other than the next arrival of a broadcast. */
export const Single = { copy: 0, handling: 1, timer: 2 } as const;

/** Order of the first timer. Timers come after all deliveries of the same time. */
const FIRST_TIMER = 2 ** 52;

/** Single events: their fields by number, in columns. Negative payloads in the event queue refer to them. */
export class SingleEvents {
  readonly #queue: EventQueue;
  readonly #type: number[] = [];
  readonly #a: number[] = [];
  readonly #b: number[] = [];
  readonly #c: number[] = [];
  readonly #d: number[] = [];
  readonly #free: number[] = [];
  #timers = 0;
  /** The fields of the event that {@link take} took. */
  type: number = Single.timer;
  a = 0;
  b = 0;
  c = 0;
  d = 0;

  constructor(queue: EventQueue) {
    this.#queue = queue;
  }

  /** @param time ns @param order among simultaneous events */
  push(time: number, order: number, type: number, a: number, b: number, c: number, d: number): void {
    const number = this.#free.pop() ?? this.#type.length;
    this.#type[number] = type;
    this.#a[number] = a;
    this.#b[number] = b;
    this.#c[number] = c;
    this.#d[number] = d;
    this.#queue.push(time, order, ~number);
  }

  pushTimer(time: number, topic: number, node: number, kind: number, subject: number): void {
    this.push(time, FIRST_TIMER + this.#timers++, Single.timer, topic, node, kind, subject);
  }

  /** Takes the event at the top of the queue. */
  take(): void {
    const number = ~this.#queue.topPayload;
    this.#queue.pop();
    this.type = this.#type[number];
    this.a = this.#a[number];
    this.b = this.#b[number];
    this.c = this.#c[number];
    this.d = this.#d[number];
    this.#free.push(number);
  }
}
