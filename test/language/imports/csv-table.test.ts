import { describe, expect, it } from 'vitest';
import { type CsvTable, MAX_ROWS, readCsv } from '../../../language/imports/csv-table.js';

const linesOf = ({ rows }: CsvTable) => Array.from(rows, ({ line, cells }) => `${line}: ${cells.join(' | ')}`);

describe('a table of a CSV file', () => {
  it('has the columns of its first line, and a row for each further one that is not blank', () => {
    const table = readCsv('\ufefffrom, to\r\n\r\n1,2\n  \n 3 ,4\r5,6');
    expect(table.columns).toEqual(['from', 'to']);
    expect(table.rows.length).toBe(3);
    expect(linesOf(table)).toEqual(['3: 1 | 2', '5: 3 | 4', '6: 5 | 6']);
    expect(table.rows.at(1)).toEqual({ line: 5, cells: ['3', '4'] });
    expect([table.rows.at(3), table.rows.at(-1)]).toEqual([undefined, undefined]);
  });

  it('may contain commas, line breaks and quotation marks inside of quotation marks', () => {
    const table = readCsv('name,ms\n"Zürich, ""city""",1\n"two\nlines",2\nplain,3');
    expect(linesOf(table)).toEqual(['2: Zürich, "city" | 1', '3: two\nlines | 2', '5: plain | 3']);
  });

  it('is the same however many rows are read at once', () => {
    const rows = Array.from({ length: 2500 }, (_, index) => (index % 7 === 0 ? `"${index}",x` : `${index},x`));
    const table = readCsv(`a,b\n${rows.join('\n')}`);
    const cells = Array.from(table.rows, (row) => row.cells[0]);
    expect(cells).toEqual(rows.map((_, index) => String(index)));
    expect(table.rows.at(2499)).toEqual({ line: 2501, cells: ['2499', 'x'] });
  });

  it('reports the line of the file in which a quotation mark is misplaced', () => {
    const rows = Array.from({ length: 1500 }, (_, index) => (index === 1200 ? 'a"b' : `"${index}"`));
    expect(() => readCsv(`a\n${rows.join('\n')}`)).toThrow(/line 1202/);
    expect(() => readCsv('a\n"open')).toThrow(/Quote Not Closed/);
  });

  it('has a first line, and at most as many rows as are requested', () => {
    expect(() => readCsv(' \n\n')).toThrow('it has no header line');
    const most = `x\n${'1\n'.repeat(MAX_ROWS)}`;
    expect(readCsv(most).rows.length).toBe(MAX_ROWS);
    expect(() => readCsv(`${most}1\n`)).toThrow('it has more than 2 million rows');
  });
});
