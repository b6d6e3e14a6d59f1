import type { Table } from '../model/results.js';
import { type ColumnDescription, type Row, type TableName, tableDescription } from '../model/tables.js';

/** Capacity of a new column, in rows. */
const ROOM = 64;

/** The values of a column; numbers have spare capacity behind the last row. */
type Values = Float64Array | string[];

/** Records the rows of a table in typed columns that grow by half: eight bytes a number, and no object per row. */
export class Recorder<Name extends TableName> {
  readonly #table: Name;
  readonly #columns: readonly ColumnDescription[];
  readonly #values: Values[];
  #rows = 0;

  constructor(table: Name) {
    this.#table = table;
    this.#columns = tableDescription(table).columns;
    this.#values = this.#columns.map(({ kind }) => (kind === 'text' ? [] : new Float64Array(ROOM)));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Adds a row. @returns its number */
  add(row: Row<Name>): number {
    const values: Record<string, number | string> = row;
    const at = this.extend(1);
    this.#columns.forEach(({ name }, column) => {
      const written = this.#values[column];
      const value = values[name];
      if (written instanceof Float64Array) written[at] = Number(value);
      else written.push(String(value));
    });
    return at;
  }

  /** Adds rows of numbers, which the caller sets in {@link numbers}. @returns the number of the first one */
  extend(rows: number): number {
    const first = this.#rows;
    this.#rows += rows;
    this.#grow();
    return first;
  }

  /** A column of numbers, with spare capacity behind the last row; valid until the next row is added. */
  numbers(column: keyof Row<Name>): Float64Array {
    const values = this.#values[this.#columns.findIndex(({ name }) => name === column)];
    if (!(values instanceof Float64Array)) throw new TypeError(`${this.#table} has no numbers ${String(column)}`);
    return values;
  }

  /** A recorder with the same rows, which grows on its own. */
  copy(): Recorder<Name> {
    const copy = new Recorder(this.#table);
    this.#values.forEach((values, column) => {
      copy.#values[column] = values.slice();
    });
    copy.#rows = this.#rows;
    return copy;
  }

  /** The rows so far, as a view. Later rows do not change it. */
  table(): Table {
    return this.#look(this.#rows, (values) => values.subarray(0, this.#rows));
  }

  /** Removes the oldest rows and returns them; earlier views of them become invalid. @param rows at most all */
  take(rows: number): Table {
    const taken = this.#look(rows, (values) => values.slice(0, rows));
    for (const values of this.#values) {
      if (values instanceof Float64Array) values.copyWithin(0, rows, this.#rows);
      else values.splice(0, rows);
    }
    this.#rows -= rows;
    return taken;
  }

  #look(rows: number, numbers: (values: Float64Array) => Float64Array): Table {
    const columns: Table['columns'] = {};
    this.#columns.forEach(({ name, unit }, column) => {
      const values = this.#values[column];
      columns[name] =
        values instanceof Float64Array
          ? { type: 'number', unit, values: numbers(values) }
          : { type: 'text', values: values.slice(0, rows) };
    });
    return { rows, columns };
  }

  #grow(): void {
    this.#values.forEach((values, column) => {
      if (!(values instanceof Float64Array) || this.#rows <= values.length) return;
      const grown = new Float64Array(Math.ceil(this.#rows * 1.5));
      grown.set(values);
      this.#values[column] = grown;
    });
  }
}
