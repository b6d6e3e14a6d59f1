import type { Table } from '../model/results.js';

/**
 * Records rows of numbers in typed columns that grow by half: eight bytes a value, no object per row.
 */
export class Recorder {
  readonly #units: readonly string[];
  readonly #names: readonly string[];
  readonly #columns: Float64Array[];
  #rows = 0;

  /** @param columns name → unit, in the order of the values that {@link add} takes */
  constructor(columns: Record<string, string>) {
    this.#names = Object.keys(columns);
    this.#units = Object.values(columns);
    this.#columns = this.#names.map(() => new Float64Array(64));
  }

  get rows(): number {
    return this.#rows;
  }

  add(...values: number[]): void {
    if (this.#rows === this.#columns[0].length) this.#grow();
    for (let i = 0; i < values.length; i++) this.#columns[i][this.#rows] = values[i];
    this.#rows++;
  }

  /** A recorder with the same rows, which grows on its own. */
  copy(): Recorder {
    const copy = new Recorder(Object.fromEntries(this.#names.map((name, i) => [name, this.#units[i]])));
    this.#columns.forEach((column, i) => {
      copy.#columns[i] = column.slice();
    });
    copy.#rows = this.#rows;
    return copy;
  }

  /** The rows so far. Later rows do not change them: what is recorded stays where it is, and the table looks at it. */
  table(): Table {
    const columns: Table['columns'] = {};
    this.#names.forEach((name, i) => {
      columns[name] = { type: 'number', unit: this.#units[i], values: this.#columns[i].subarray(0, this.#rows) };
    });
    return { rows: this.#rows, columns };
  }

  #grow(): void {
    const capacity = Math.ceil(this.#rows * 1.5);
    for (let i = 0; i < this.#columns.length; i++) {
      const grown = new Float64Array(capacity);
      grown.set(this.#columns[i]);
      this.#columns[i] = grown;
    }
  }
}
