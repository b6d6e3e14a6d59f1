import { parse } from 'csv-parse/sync';
import { type URI, UriUtils } from 'langium';
import { isCountable } from '../../engine/model/magnitudes.js';
import { nearest } from '../names/nearest.js';
import { type BoundedFiles, isMissing, reasonOf } from './bounded-files.js';
import { decodeUtf8 } from './utf8.js';
import type { WorkspaceRoots } from './workspace-roots.js';

/** Larger data files are refused, bytes. */
export const LARGEST_DATA_FILE = 20_000_000;

/** A table of a CSV file: the names of its columns, and its rows with the line that each stands on, counted from 1. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export type CsvProblem =
  | { readonly problem: 'outside' }
  | { readonly problem: 'missing' }
  | { readonly problem: 'unreadable'; readonly detail: string }
  | { readonly problem: 'tooLarge'; readonly bytes: number }
  | { readonly problem: 'malformed'; readonly detail: string };

export type CsvResult = { readonly table: CsvTable } | CsvProblem;

/** Reads CSV files next to scenario files; remembers what it parsed as long as the text stays the same. */
export class DataFiles {
  private readonly parsed = new Map<string, { text: string; version: string | undefined; result: CsvResult }>();

  constructor(
    private readonly files: Pick<BoundedFiles, 'statSync' | 'readBinarySync' | 'readDirectorySync'>,
    private readonly roots: WorkspaceRoots,
  ) {}

  /** Where a path in the file `from` points to. */
  locate(from: URI, path: string): URI {
    return this.roots.resolve(from, path);
  }

  /** That a path leads outside the workspace, in words. */
  outside(path: string): string {
    return this.roots.describeOutside(path);
  }

  /** Names of files in the folder of `uri` that it may have been meant to be; none where they cannot be listed. */
  namesLike(uri: URI): string[] {
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

  /** The table in a file, or what is wrong with it. */
  read(uri: URI): CsvResult {
    if (!this.roots.contains(uri)) return { problem: 'outside' };
    const key = uri.toString();
    const known = this.parsed.get(key);
    let version: string | undefined;
    let bytes: Uint8Array;
    try {
      // Nothing is read before it is known to be bearable, and to have an end.
      const { isFile, isDirectory, size = 0, modified } = this.files.statSync(uri);
      if (!isFile) return { problem: 'unreadable', detail: isDirectory ? 'it is a folder' : 'it is not a file' };
      if (size > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: size };
      // Many rules ask for the same file.
      version = modified === undefined ? undefined : `${modified} ${size}`;
      if (known && version !== undefined && known.version === version) return known.result;
      bytes = this.files.readBinarySync(uri);
    } catch (error) {
      return isMissing(error) ? { problem: 'missing' } : { problem: 'unreadable', detail: reasonOf(error) };
    }
    if (bytes.length > LARGEST_DATA_FILE) return { problem: 'tooLarge', bytes: bytes.length };
    const decoded = decodeUtf8(bytes);
    if ('fault' in decoded) return { problem: 'unreadable', detail: `it is not UTF-8 text: ${decoded.fault}` };
    const { text } = decoded;
    const result = known?.text === text ? known.result : parseCsv(text);
    this.parsed.set(key, { text, version, result });
    return result;
  }
}

/** Parses comma-separated text with a header line. Blank lines are skipped. */
export function parseCsv(text: string): CsvResult {
  if (!text.includes('"')) return tableOf(plainRecords(text));
  try {
    const lines: number[] = [];
    const records: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], context) => {
        lines.push(context.lines);
        return record;
      },
    });
    return tableOf(records.map((cells, index) => ({ line: lines[index], cells })));
  } catch (error) {
    return { problem: 'malformed', detail: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The records of a text without quotation marks: its lines. The library tells the line of each record by an object of
 * twenty fields, which for two million of them takes a minute and gigabytes.
 */
function plainRecords(text: string): CsvTable['rows'][number][] {
  const records: CsvTable['rows'][number][] = [];
  const start = text.startsWith('\ufeff') ? 1 : 0;
  let line = 0;
  for (const record of text.slice(start).split(/\r\n|\n|\r/)) {
    line++;
    if (record.trim() !== '') records.push({ line, cells: record.split(',').map((cell) => cell.trim()) });
  }
  return records;
}

function tableOf([head, ...rows]: readonly CsvTable['rows'][number][]): CsvResult {
  return head ? { table: { columns: head.cells, rows } } : { problem: 'malformed', detail: 'it has no header line' };
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
    const value = DECIMAL.test(cell) ? Number(cell) : Number.NaN;
    if (!isCountable(value)) return { line, found: cell };
    numbers.push(value);
  }
  return { numbers };
}
