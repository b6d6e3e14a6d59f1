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

/** Files that are remembered, characters of all together: whatever a folder holds, so much stays in memory. */
const MAX_REMEMBERED = 5 * LARGEST_DATA_FILE;

interface Remembered {
  readonly text: string;
  readonly version: string | undefined;
  readonly result: CsvResult;
}

/** Reads CSV files next to scenario files; remembers what it read last as long as the text stays the same. */
export class DataFiles {
  /** The file that was asked for last is the last one. */
  private readonly remembered = new Map<string, Remembered>();
  private reads = 0;

  constructor(
    private readonly files: Pick<BoundedFiles, 'statSync' | 'readBinarySync' | 'readDirectorySync'>,
    private readonly roots: WorkspaceRoots,
  ) {}

  /** How often a file or a folder was asked for: whoever did so depends on what is there. */
  get timesRead(): number {
    return this.reads;
  }

  /** Where a path in the file `from` points to. */
  locate(from: URI, path: string): URI {
    this.reads++;
    return this.roots.resolve(from, path);
  }

  /** That a path leads outside the workspace, in words. */
  outside(path: string): string {
    return this.roots.describeOutside(path);
  }

  /** Names of files in the folder of `uri` that it may have been meant to be; none where they cannot be listed. */
  namesLike(uri: URI): string[] {
    this.reads++;
    if (!this.roots.contains(uri)) return [];
    try {
      const entries = this.files.readDirectorySync(UriUtils.dirname(uri));
      const extension = UriUtils.extname(uri);
      const stem = (name: string) => name.slice(0, name.length - extension.length);
      const names = entries.filter((entry) => entry.isFile).map((entry) => UriUtils.basename(entry.uri));
      // What all of them share would make everything look alike.
      const stems = names.filter((name) => name.endsWith(extension)).map(stem);
      return nearest(stem(UriUtils.basename(uri)), stems).map((found) => found + extension);
    } catch {
      return [];
    }
  }

  /** The JSON value in a file, or what is wrong with it. */
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

  /** The table in a file, or what is wrong with it. */
  read(uri: URI): CsvResult {
    this.reads++;
    if (!this.roots.contains(uri)) return { problem: 'outside' };
    const key = uri.toString();
    const known = this.remembered.get(key);
    let version: string | undefined;
    let bytes: Uint8Array;
    try {
      // Nothing is read before it is known to be bearable, and to have an end.
      const { isFile, isDirectory, size = 0, modified } = this.files.statSync(uri);
      if (!isFile) return { problem: 'unreadable', detail: isDirectory ? 'it is a folder' : 'it is not a file' };
      if (size > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: size };
      // Many rules ask for the same file.
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

/** A decimal number; `0x10`, which JavaScript would read as 16, is none. */
const DECIMAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/** The numbers of one column, or the first cell that is none, or none that can be counted with. */
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

/** The number of a cell that holds one which can be counted with. */
export function numberIn(cell: string): number | undefined {
  const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
  return isCountable(value) ? value : undefined;
}
