/** Maximum number of forgotten heights that still take space, so that the others are rarely moved. */
const SLACK = 256;

/** A whole number for every height of a chain, from the lowest one that may still be queried. */
export class Heights {
  readonly #values: number[] = [];
  /** Height of the first value. */
  #first: number;
  /** Lowest height that is not forgotten. */
  #lowest: number;

  /** @param first height of the value that is added first */
  constructor(first: number) {
    this.#first = first;
    this.#lowest = first;
  }

  /** The height after the last one that has a value. */
  get next(): number {
    return this.#first + this.#values.length;
  }

  /** The value of the next height. */
  add(value: number): void {
    this.#values.push(value);
  }

  /** Undefined if there is none, or it is forgotten. */
  at(height: number): number | undefined {
    return height < this.#lowest ? undefined : this.#values[height - this.#first];
  }

  /** Replaces the value of a height that has one. */
  set(height: number, value: number): void {
    this.#values[height - this.#first] = value;
  }

  /** Adds one to the value at a height. @returns the new value */
  increment(height: number): number {
    return ++this.#values[height - this.#first];
  }

  /** Forgets the values of heights below this. */
  forget(height: number): void {
    this.#lowest = Math.max(this.#lowest, height);
    const gone = this.#lowest - this.#first;
    if (gone < SLACK) return;
    this.#values.splice(0, gone);
    this.#first = this.#lowest;
  }
}
