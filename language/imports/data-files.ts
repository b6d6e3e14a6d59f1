import { type URI, UriUtils } from 'langium';
import { isCountable } from '../../engine/model/magnitudes.js';
import { nearest } from '../names/nearest.js';
import { type BoundedFiles, isMissing, reasonOf } from './bounded-files.js';
import { type CsvTable, readCsv } from './csv-table.js';
import { decodeUtf8 } from './utf8.js';
import type { WorkspaceRoots } from './workspace-roots.js';

/** Larger data files are refused, bytes. */
export const LARGEST_DATA_FILE = 20_000_000;

export type CsvProblem =
  | { readonly problem: 'outside' }
  | { readonly problem: 'missing' }
  | { readonly problem: 'unreadable'; readonly detail: string }
  | { readonly problem: 'tooLarge'; readonly bytes: number }
  | { readonly problem: 'malformed'; readonly detail: string };

export type CsvResult = { readonly table: CsvTable } | CsvProblem;

/** Size of the cache of files, in characters, whatever the folder contains. */
const MAX_REMEMBERED = 5 * LARGEST_DATA_FILE;

interface Remembered {
  readonly text: string;
  readonly version: string | undefined;
  readonly result: CsvResult;
}

/** Reads CSV files next to scenario files, and caches the latest ones until their text changes. */
export class DataFiles {
  /** The most recently used file comes last. */
  private readonly remembered = new Map<string, Remembered>();
  private reads = 0;

  constructor(
    private readonly files: Pick<BoundedFiles, 'statSync' | 'readBinarySync' | 'readDirectorySync'>,
    private readonly roots: WorkspaceRoots,
  ) {}

  /** Counts reads of files and folders; a caller that reads any depends on their content. */
  get timesRead(): number {
    return this.reads;
  }

  /** The URI that a path in the file `from` refers to. */
  locate(from: URI, path: string): URI {
    this.reads++;
    return this.roots.resolve(from, path);
  }

  /** The message that a path leads outside the workspace. */
  outside(path: string): string {
    return this.roots.describeOutside(path);
  }

  /** Similar names of files in the folder of `uri`, as suggestions; empty if the folder cannot be listed. */
  namesLike(uri: URI): string[] {
    this.reads++;
    if (!this.roots.contains(uri)) return [];
    try {
      const entries = this.files.readDirectorySync(UriUtils.dirname(uri));
      const extension = UriUtils.extname(uri);
      const stem = (name: string) => name.slice(0, name.length - extension.length);
      const names = entries.filter((entry) => entry.isFile).map((entry) => UriUtils.basename(entry.uri));
      // A common prefix or suffix would make all names look similar.
      const stems = names.filter((name) => name.endsWith(extension)).map(stem);
      return nearest(stem(UriUtils.basename(uri)), stems).map((found) => found + extension);
    } catch {
      return [];
    }
  }

  /** The JSON value in a file, or why it cannot be read. */
  readJson(uri: URI): { readonly value: unknown } | CsvProblem {
    this.reads++;
    if (!this.roots.contains(uri)) return { problem: 'outside' };
    try {
      const { isFile, isDirectory, size = 0 } = this.files.statSync(uri);
      if (!isFile) return { problem: 'unreadable', detail: isDirectory ? 'it is a folder' : 'it is not a file' };
      if (size > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: size };
      const bytes = this.files.readBinarySync(uri);
      if (bytes.length > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: bytes.length };
      const decoded = decodeUtf8(bytes);
      if ('fault' in decoded) return { problem: 'unreadable', detail: `it is not UTF-8 text: ${decoded.fault}` };
      return { value: JSON.parse(decoded.text) };
    } catch (error) {
      if (isMissing(error)) return { problem: 'missing' };
      return { problem: 'unreadable', detail: error instanceof SyntaxError ? 'it is not JSON' : reasonOf(error) };
    }
  }

  /** The table in a file, or why it cannot be read. */
  read(uri: URI): CsvResult {
    this.reads++;
    if (!this.roots.contains(uri)) return { problem: 'outside' };
    const key = uri.toString();
    const known = this.remembered.get(key);
    let version: string | undefined;
    let bytes: Uint8Array;
    try {
      // The size of a file, and whether it ends, are checked before it is read.
      const { isFile, isDirectory, size = 0, modified } = this.files.statSync(uri);
      if (!isFile) return { problem: 'unreadable', detail: isDirectory ? 'it is a folder' : 'it is not a file' };
      if (size > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: size };
      // Many rules read the same file.
      version = modified === undefined ? undefined : `${modified} ${size}`;
      if (known && version !== undefined && known.version === version) {
        this.remember(key, known);
        return known.result;
      }
      bytes = this.files.readBinarySync(uri);
    } catch (error) {
      return isMissing(error) ? { problem: 'missing' } : { problem: 'unreadable', detail: reasonOf(error) };
    }
    if (bytes.length > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: bytes.length };
    const decoded = decodeUtf8(bytes);
    if ('fault' in decoded) return { problem: 'unreadable', detail: `it is not UTF-8 text: ${decoded.fault}` };
    const { text } = decoded;
    const result = known?.text === text ? known.result : parsed(text);
    this.remember(key, { text, version, result });
    return result;
  }

  private remember(key: string, file: Remembered): void {
    this.remembered.delete(key);
    this.remembered.set(key, file);
    let characters = 0;
    for (const [other, { text }] of [...this.remembered].reverse()) {
      characters += text.length;
      if (characters > MAX_REMEMBERED) this.remembered.delete(other);
    }
  }
}

function parsed(text: string): CsvResult {
  try {
    return { table: readCsv(text) };
  } catch (error) {
    return { problem: 'malformed', detail: error instanceof Error ? error.message : String(error) };
  }
}

export type NumbersResult = { readonly numbers: number[] } | { readonly line: number; readonly found: string };

/** A decimal number. `0x10`, which JavaScript would read as 16, is refused. */
const DECIMAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/** The numbers of one column, or the first cell that is not a number within our limits. */
export function numbersOf(table: CsvTable, column: string): NumbersResult {
  const index = table.columns.indexOf(column);
  const numbers: number[] = [];
  for (const { line, cells } of table.rows) {
    const cell = cells[index] ?? '';
    const value = numberIn(cell);
    if (value === undefined) return { line, found: cell };
    numbers.push(value);
  }
  return { numbers };
}

/** The number in a cell, if it is within our limits. */
export function numberIn(cell: string): number | undefined {
  const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
  return isCountable(value) ? value : undefined;
}
