import { createHash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Table } from '../../engine/model/results.js';

/** Encodes a table that arrives in groups of rows, each of at most `PIECE`. */
export interface TableFormat {
  rows(group: Table): string | Uint8Array;
  /** The end of the file, after the last row. */
  end(): string | Uint8Array;
}

/**
 * A table file written group by group and never completely in memory. Writes are synchronous, since the simulating
 * thread has nothing else to do.
 */
export class TableFile {
  readonly #format: TableFormat;
  readonly #hash = createHash('sha256');
  #file: number | undefined;

  /** @param path of a file that does not exist @throws an error of the file system, as {@link add} and {@link finish} */
  constructor(path: string, format: TableFormat) {
    this.#format = format;
    this.#file = openSync(path, 'wx');
  }

  add(group: Table): void {
    this.#write(this.#format.rows(group));
  }

  /** @returns the SHA-256 of what was written */
  finish(): string {
    this.#write(this.#format.end());
    this.close();
    return this.#hash.digest('hex');
  }

  /** Closes the file as it is if it is not finished yet. */
  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
  }

  #write(content: string | Uint8Array): void {
    if (this.#file === undefined) throw new Error('the file of a table is closed');
    if (content.length === 0) return;
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#hash.update(bytes);
    writeFileSync(this.#file, bytes);
  }
}

/** Writes a new file. @returns its SHA-256 @throws an error of the file system */
export function writeWhole(path: string, content: string): string {
  writeFileSync(path, content, { flag: 'wx' });
  return createHash('sha256').update(content).digest('hex');
}
