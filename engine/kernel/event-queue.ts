import { bit } from './bit.js';

/** Sentinel after the last event, so that every node of the heap has four children. */
const NEVER = Number.POSITIVE_INFINITY;
const CHILDREN = 4;

/**
 * A queue of events in typed arrays: a 4-ary heap on (time, order), without an object per event.
 *
 * Times are finite. `order` decides between simultaneous events and must be unique among them; it is what makes a run
 * repeatable.
 */
export class EventQueue {
  #time = new Float64Array(256).fill(NEVER);
  #order = new Float64Array(256);
  #payload = new Int32Array(256);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Time of the next event; only where {@link size} is positive. */
  get topTime(): number {
    return this.#time[0];
  }

  /** Order of the next event among those of its time. */
  get topOrder(): number {
    return this.#order[0];
  }

  get topPayload(): number {
    return this.#payload[0];
  }

  push(time: number, order: number, payload: number): void {
    if (this.#size + CHILDREN > this.#time.length) this.#grow();
    const times = this.#time;
    const orders = this.#order;
    const payloads = this.#payload;
    let i = this.#size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const above = times[parent];
      if (above < time || (above === time && orders[parent] < order)) break;
      times[i] = above;
      orders[i] = orders[parent];
      payloads[i] = payloads[parent];
      i = parent;
    }
    times[i] = time;
    orders[i] = order;
    payloads[i] = payload;
  }

  pop(): void {
    const last = --this.#size;
    const time = this.#time[last];
    this.#time[last] = NEVER;
    if (last > 0) this.#sink(time, this.#order[last], this.#payload[last]);
  }

  /** Moves the next event to a later time: one sift instead of a pop and a push. */
  replaceTop(time: number, order: number): void {
    this.#sink(time, order, this.#payload[0]);
  }

  /** Places an event that belongs to the root's position. */
  #sink(time: number, order: number, payload: number): void {
    const times = this.#time;
    const orders = this.#order;
    const payloads = this.#payload;
    const size = this.#size;
    let i = 0;
    for (;;) {
      const first = 4 * i + 1;
      if (first >= size) break;
      const time0 = times[first];
      const time1 = times[first + 1];
      const time2 = times[first + 2];
      const time3 = times[first + 3];
      const left = first + bit(time1 < time0);
      const right = first + 2 + bit(time3 < time2);
      const leftTime = times[left];
      const rightTime = times[right];
      let best = left + ((right - left) & -bit(rightTime < leftTime));
      const bestTime = times[best];
      if (time0 === time1 || time2 === time3 || leftTime === rightTime)
        best = firstInOrder(times, orders, first, bestTime);
      if (bestTime > time || (bestTime === time && orders[best] > order)) break;
      times[i] = bestTime;
      orders[i] = orders[best];
      payloads[i] = payloads[best];
      i = best;
    }
    times[i] = time;
    orders[i] = order;
    payloads[i] = payload;
  }

  #grow(): void {
    const capacity = this.#time.length * 2;
    const time = new Float64Array(capacity).fill(NEVER);
    const order = new Float64Array(capacity);
    const payload = new Int32Array(capacity);
    time.set(this.#time);
    order.set(this.#order);
    payload.set(this.#payload);
    this.#time = time;
    this.#order = order;
    this.#payload = payload;
  }
}

/** Among the children from `first` on with this time, the one that is first in order. */
function firstInOrder(times: Float64Array, orders: Float64Array, first: number, time: number): number {
  let best = -1;
  for (let child = first; child < first + CHILDREN; child++) {
    if (times[child] === time && (best < 0 || orders[child] < orders[best])) best = child;
  }
  return best;
}
