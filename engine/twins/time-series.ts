/** Initial length of rings. Lengths are powers of two, so that an index is computed without a division. */
const START = 16;

/** Dated values, oldest first, in a ring of typed columns that is as long as the window needs. */
export class TimeSeries {
  #times = new Float64Array(START);
  #values = new Float64Array(START);
  #first = 0;
  #length = 0;

  /** Adds a value. @param time ns; not before the last one */
  add(time: number, value: number): void {
    if (this.#length === this.#times.length) this.#grow();
    const at = this.#at(this.#length++);
    this.#times[at] = time;
    this.#values[at] = value;
  }

  /** Drops values that are not later than this, ns. */
  forget(until: number): void {
    while (this.#length > 0 && this.#times[this.#first] <= until) {
      this.#first = this.#at(1);
      this.#length--;
    }
  }

  /** The oldest value that is kept; undefined without any. */
  get oldest(): number | undefined {
    return this.#length > 0 ? this.#values[this.#first] : undefined;
  }

  /** Values after `from` and up to `to`, ns. */
  values(from: number, to: number): Float64Array {
    const first = this.#after(from);
    const values = new Float64Array(this.#after(to) - first);
    for (let i = 0; i < values.length; i++) values[i] = this.#values[this.#at(first + i)];
    return values;
  }

  /** Visits these values with their times. */
  forEach(from: number, to: number, visit: (time: number, value: number) => void): void {
    const end = this.#after(to);
    for (let i = this.#after(from); i < end; i++) visit(this.#times[this.#at(i)], this.#values[this.#at(i)]);
  }

  /** Index of the first entry after this time. */
  #after(time: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[this.#at(middle)] <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(place: number): number {
    return (this.#first + place) & (this.#times.length - 1);
  }

  #grow(): void {
    const times = new Float64Array(2 * this.#length);
    const values = new Float64Array(2 * this.#length);
    for (let i = 0; i < this.#length; i++) {
      times[i] = this.#times[this.#at(i)];
      values[i] = this.#values[this.#at(i)];
    }
    this.#times = times;
    this.#values = values;
    this.#first = 0;
  }
}
