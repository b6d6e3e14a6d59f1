/**
 * A queue of events in typed arrays: a 4-ary heap on (time, order), without an object per event.
 *
 * `order` decides between simultaneous events and must be unique among them; it is what makes a run repeatable.
 */
export class EventQueue {
  #time = new Float64Array(256);
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

  get topPayload(): number {
    return this.#payload[0];
  }

  push(time: number, order: number, payload: number): void {
    if (this.#size === this.#time.length) this.#grow();
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
    if (last > 0) this.#sink(this.#time[last], this.#order[last], this.#payload[last]);
  }

  /** The next event takes place again at a later time: one sift instead of a pop and a push. */
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
      const end = first + 4 < size ? first + 4 : size;
      let best = first;
      let bestTime = times[first];
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child];
        if (childTime < bestTime || (childTime === bestTime && orders[child] < orders[best])) {
          best = child;
          bestTime = childTime;
        }
      }
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
    const time = new Float64Array(capacity);
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
