import type { Table } from '../model/results.js';

/**
 * Records rows in typed columns that grow by half: eight bytes a number, no object per row. Texts, where a table has
 * any, stand in columns of their own behind the numbers.
 */
export class Recorder {
  readonly #units: readonly string[];
  readonly #names: readonly string[];
  readonly #textNames: readonly string[];
  readonly #texts: readonly string[][];
  readonly #columns: Float64Array[];
  #rows = 0;

  /** @param columns name → unit, in the order of the values that {@link add} takes @param texts names of the others */
  constructor(columns: Record<string, string>, texts: readonly string[] = []) {
    this.#names = Object.keys(columns);
    this.#units = Object.values(columns);
    this.#columns = this.#names.map(() => new Float64Array(64));
    this.#textNames = texts;
    this.#texts = texts.map(() => []);
  }

  get rows(): number {
    return this.#rows;
  }

  /** The columns of numbers, with room behind the last row. */
  get columns(): readonly Float64Array[] {
    return this.#columns;
  }

  add(...values: number[]): void {
    const row = this.extend(1);
    for (let i = 0; i < values.length; i++) this.#columns[i][row] = values[i];
  }

  /** The texts of the row that was added last. */
  write(...texts: string[]): void {
    texts.forEach((text, i) => {
      this.#texts[i].push(text);
    });
  }

  /** Adds rows whose numbers the caller sets in {@link columns}. @returns the first of them */
  extend(rows: number): number {
    const first = this.#rows;
    this.#rows += rows;
    if (this.#rows > this.#columns[0].length) this.#grow();
    return first;
  }

  /** A recorder with the same rows, which grows on its own. */
  copy(): Recorder {
    const copy = new Recorder(
      Object.fromEntries(this.#names.map((name, i) => [name, this.#units[i]])),
      this.#textNames,
    );
    this.#columns.forEach((column, i) => {
      copy.#columns[i] = column.slice();
    });
    this.#texts.forEach((texts, i) => {
      copy.#texts[i].push(...texts);
    });
    copy.#rows = this.#rows;
    return copy;
  }

  /** The rows so far. Later rows do not change them: what is recorded stays where it is, and the table looks at it. */
  table(): Table {
    return this.#table((column) => column.subarray(0, this.#rows), this.#rows);
  }

  /** Hands over the oldest rows, and forgets them: tables that looked at them are void. @param rows at most all */
  take(rows: number): Table {
    const taken = this.#table((column) => column.slice(0, rows), rows);
    for (const column of this.#columns) column.copyWithin(0, rows, this.#rows);
    for (const texts of this.#texts) texts.splice(0, rows);
    this.#rows -= rows;
    return taken;
  }

  #table(values: (column: Float64Array) => Float64Array, rows: number): Table {
    const columns: Table['columns'] = {};
    this.#names.forEach((name, i) => {
      columns[name] = { type: 'number', unit: this.#units[i], values: values(this.#columns[i]) };
    });
    this.#textNames.forEach((name, i) => {
      columns[name] = { type: 'text', values: this.#texts[i].slice(0, rows) };
    });
    return { rows, columns };
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
