import { parse } from 'csv-parse/sync';

/** A row with the number of its first line, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows in the order of the file; an array qualifies. */
export interface CsvRows extends Iterable<CsvRow> {
  readonly length: number;
  at(index: number): CsvRow | undefined;
}

/** A table of a CSV file: the names of its columns, and its rows. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: CsvRows;
}

/**
 * Reads comma-separated text with a header line. Blank lines are skipped, and so are blanks around cells.
 * @throws Error if a quotation mark is misplaced, the header line is missing, or there are too many rows
 */
export function readCsv(text: string): CsvTable {
  const records = new Records(text.startsWith('\ufeff') ? text.slice(1) : text);
  if (records.length === 0) throw new Error('it has no header line');
  if (text.includes('"')) quotesMustBeRight(records);
  const [columns] = records.cells(0, 1);
  return { columns, rows: new LazyRows(records) };
}

/** Rows whose cells are parsed on every access: cells take thirty times the memory of their text. */
class LazyRows implements CsvRows {
  constructor(private readonly records: Records) {}

  get length(): number {
    return this.records.length - 1;
  }

  at(index: number): CsvRow | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const [cells] = this.records.cells(index + 1, index + 2);
    return { line: this.records.line(index + 1), cells };
  }

  *[Symbol.iterator](): Iterator<CsvRow> {
    for (let start = 1; start < this.records.length; start += AT_ONCE) {
      const several = this.records.cells(start, start + AT_ONCE);
      for (let index = 0; index < several.length; index++)
        yield { line: this.records.line(start + index), cells: several[index] };
    }
  }
}

/** Files with more rows are refused. */
export const MAX_ROWS = 2_000_000;
const TOO_MANY = `it has more than ${MAX_ROWS / 1e6} million rows`;

/** Number of records parsed at a time, since each call of the library has a start-up cost. */
const AT_ONCE = 1000;

/** Three numbers of each record, one after the other. */
const LINE = 0;
const START = 1;
const END = 2;
const NUMBERS = 3;

/** The positions of the records of a text, which are separated by unquoted line breaks. Blank ones are skipped. */
class Records {
  readonly length: number;
  private readonly places: number[] = [];

  /** @throws Error if there are more than {@link MAX_ROWS} */
  constructor(private readonly text: string) {
    this.length = this.locate();
  }

  line(index: number): number {
    return this.places[NUMBERS * index + LINE];
  }

  /** The cells of a range of records, end excluded. @throws Error if a quotation mark is misplaced */
  cells(from: number, to: number): string[][] {
    const end = Math.min(to, this.length);
    const text = this.between(from, end);
    if (text.includes('"')) return quotedCells(text);
    return Array.from({ length: end - from }, (_, index) =>
      this.between(from + index, from + index + 1)
        .split(',')
        .map((cell) => cell.trim()),
    );
  }

  /** The text of a range of records, end excluded. */
  between(from: number, to: number): string {
    return this.text.slice(this.places[NUMBERS * from + START], this.places[NUMBERS * (to - 1) + END]);
  }

  private locate(): number {
    const { text, places } = this;
    let start = 0;
    let line = 1;
    let lineOfStart = 1;
    let isQuoted = false;
    const take = (end: number) => {
      if (text.slice(start, end).trim() === '') return;
      places.push(lineOfStart, start, end);
      if (places.length > NUMBERS * (MAX_ROWS + 1)) throw new Error(TOO_MANY);
    };
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) isQuoted = !isQuoted;
      // CR LF is one line break; the next record begins after both characters.
      const isBreak = code === LF || (code === CR && text.charCodeAt(at + 1) !== LF);
      if (!isBreak) continue;
      line++;
      if (isQuoted) continue;
      take(at);
      start = at + 1;
      lineOfStart = line;
    }
    take(text.length);
    return places.length / NUMBERS;
  }
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

function quotedCells(text: string): string[][] {
  return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
}

/** @throws Error that says where in the file a quotation mark is misplaced */
function quotesMustBeRight(records: Records): void {
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const end = Math.min(start + AT_ONCE, records.length);
    try {
      records.cells(start, end);
    } catch {
      // Parsed from the beginning of the file, so that lines are counted from there.
      quotedCells(records.between(0, end));
    }
  }
}
