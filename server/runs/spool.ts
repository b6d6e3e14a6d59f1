import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import {
  LONG_TABLES,
  type LongTable,
  type Recording,
  type Results,
  type Rows,
  type Table,
} from '../../engine/model/results.js';

/** The position of a piece in the file. */
interface Place {
  offset: number;
  length: number;
}

/**
 * Pieces of long tables that a run has handed over, in a separate file until the run is written, so that memory does
 * not grow with the length of the run. If the disk is full, pieces stay in memory, so that the figures of the run are
 * not lost.
 */
export class Spool {
  readonly #path: string;
  readonly #pieces: Record<LongTable, (Place | Table)[]> = {
    blocks: [],
    delays: [],
    receipts: [],
    transactions: [],
    series: [],
  };
  readonly #rows: Record<LongTable, number> = { blocks: 0, delays: 0, receipts: 0, transactions: 0, series: 0 };
  #file: number | undefined;
  #end = 0;
  #isFull = false;

  /** @param path of a file that does not exist; it is created with the first piece */
  constructor(path: string) {
    this.#path = path;
  }

  add(name: LongTable, piece: Table): void {
    this.#rows[name] += piece.rows;
    this.#pieces[name].push(this.#isFull ? piece : this.#stored(piece));
  }

  /** The rows handed over, followed by those that a run still had at its end. */
  recording(rest: Results): Recording {
    const long = (name: LongTable): Rows => {
      const last = rest.tables[name];
      const pieces = this.#pieces[name];
      const read = (piece: Place | Table) => this.#read(piece);
      return {
        rows: this.#rows[name] + last.rows,
        pieces: {
          *[Symbol.iterator]() {
            for (const piece of pieces) yield read(piece);
            yield last;
          },
        },
      };
    };
    return {
      ...rest,
      long: {
        blocks: long('blocks'),
        delays: long('delays'),
        receipts: long('receipts'),
        transactions: long('transactions'),
        series: long('series'),
      },
    };
  }

  /** Replays all rows that were handed over, in the same pieces. */
  replay(add: (name: LongTable, piece: Table) => void): void {
    for (const name of LONG_TABLES) for (const piece of this.#pieces[name]) add(name, this.#read(piece));
  }

  /** Removes the file. Recordings cannot be read afterwards. */
  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
    this.#file = undefined;
  }

  #stored(piece: Table): Place | Table {
    const bytes = serialize(piece);
    try {
      this.#file ??= openSync(this.#path, 'wx+');
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.#file, bytes, done, bytes.length - done, this.#end + done);
    } catch {
      this.#isFull = true;
      return piece;
    }
    const place = { offset: this.#end, length: bytes.length };
    this.#end += bytes.length;
    return place;
  }

  #read(piece: Place | Table): Table {
    if ('columns' in piece) return piece;
    if (this.#file === undefined) throw new Error('the spool of a run is closed');
    const bytes = Buffer.alloc(piece.length);
    for (let done = 0; done < piece.length; ) {
      const read = readSync(this.#file, bytes, done, piece.length - done, piece.offset + done);
      if (read === 0) throw new Error('the spool of a run has become shorter');
      done += read;
    }
    const table: Table = deserialize(bytes);
    return table;
  }
}
