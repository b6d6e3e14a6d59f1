import { parse } from 'csv-parse/sync';
import { parquetMetadata } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results, Table } from '../../engine/model/results.js';
import { TABLES, type TableDescription } from '../../engine/model/tables.js';
import { openCsv } from '../../server/runs/csv.js';
import { openParquet } from '../../server/runs/parquet.js';
import { readParquet } from '../../server/runs/read-parquet.js';
import { rowGroups } from '../../server/runs/row-groups.js';
import { simulatedRun } from './simulated-run.js';

let results: Results;

beforeAll(async () => {
  ({ results } = await simulatedRun({ workload: true }));
});

const description: TableDescription = {
  name: 'nodes',
  row: 'one node',
  columns: [
    { name: 'node', kind: 'integer', unit: '', meaning: 'The node.', optional: false },
    { name: 'place', kind: 'text', unit: '', meaning: 'Where it is.', optional: false },
    { name: 'latency', kind: 'real', unit: 's', meaning: 'A time.', optional: true },
  ],
};
const table: Table = {
  rows: 3,
  columns: {
    node: { type: 'number', unit: '', values: Float64Array.of(0, 1, 2 ** 40) },
    place: { type: 'text', values: ['São Paulo', 'a "quoted", place', 'two\nlines'] },
    latency: { type: 'number', unit: 's', values: Float64Array.of(0.1, Number.NaN, 1e-21) },
  },
};

/** The content of a table in a format, group by group. */
function contentOf<Content>(format: { rows(group: Table): Content; end(): Content }, whole: Table): Content[] {
  return [...Array.from(rowGroups(whole), (group) => format.rows(group)), format.end()];
}

function csvFile(described: TableDescription, content: Table): string {
  return contentOf(openCsv(described), content).join('');
}

describe('CSV of a table', () => {
  it('has a header row, quotes what needs it, and leaves missing values empty', () => {
    expect(csvFile(description, table)).toBe(
      'node,place,latency\n0,São Paulo,0.1\n1,"a ""quoted"", place",\n1099511627776,"two\nlines",1e-21\n',
    );
  });

  it.each(TABLES)('of $name reads back as the same numbers', (described) => {
    const original = results.tables[described.name];
    const rows: string[][] = parse(csvFile(described, original));
    expect(rows.length).toBe(original.rows + 1);
    described.columns.forEach(({ name }, i) => {
      const read = rows.slice(1).map((row) => row[i]);
      const column = original.columns[name];
      if (column.type === 'text') expect(read).toEqual(column.values);
      else
        expect(Float64Array.from(read, (field) => (field === '' ? Number.NaN : Number(field)))).toEqual(column.values);
    });
  });
});

async function parquetPieces(described: TableDescription, content: Table): Promise<Buffer[]> {
  const open = await openParquet();
  return contentOf(open(described), content).map((piece) => Buffer.from(piece));
}

async function parquetFile(described: TableDescription, content: Table): Promise<Uint8Array> {
  return new Uint8Array(Buffer.concat(await parquetPieces(described, content)));
}

describe('Parquet of a table', () => {
  it('of many rows is written in pieces, none of them large, and reads back unchanged', async () => {
    const rows = 50_000;
    const long: Table = {
      rows,
      columns: {
        node: { type: 'number', unit: '', values: Float64Array.from({ length: rows }, (_, row) => row * 1000) },
        place: { type: 'text', values: Array.from({ length: rows }, (_, row) => `place ${row}`) },
        latency: { type: 'number', unit: 's', values: Float64Array.from({ length: rows }, (_, row) => Math.sqrt(row)) },
      },
    };
    const sizes = (await parquetPieces(description, long)).map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(600_000);
    expect(await readParquet(description, await parquetFile(description, long))).toEqual(long);
  });

  it('keeps numbers, text and missing values', async () => {
    expect(await readParquet(description, await parquetFile(description, table))).toEqual(table);
  });

  it('reads columns that its file lacks as missing', async () => {
    const [node] = description.columns;
    const older = { ...description, columns: [node] };
    expect(await readParquet(description, await parquetFile(older, table))).toEqual({
      rows: 3,
      columns: {
        node: table.columns.node,
        place: { type: 'text', values: ['', '', ''] },
        latency: { type: 'number', unit: 's', values: Float64Array.of(Number.NaN, Number.NaN, Number.NaN) },
      },
    });
  });

  it.each(TABLES)('of $name reads back as it was', async (described) => {
    const original = results.tables[described.name];
    expect(await readParquet(described, await parquetFile(described, original))).toEqual(original);
  });

  it('names the type and the unit of every column', async () => {
    const bytes = await parquetFile(description, table);
    const metadata = parquetMetadata(bytes.slice().buffer);
    expect(metadata.schema.slice(1).map(({ name, type, repetition_type }) => [name, type, repetition_type])).toEqual([
      ['node', 'INT64', 'REQUIRED'],
      ['place', 'BYTE_ARRAY', 'REQUIRED'],
      ['latency', 'DOUBLE', 'OPTIONAL'],
    ]);
    expect(metadata.key_value_metadata).toEqual([{ key: 'unit.latency', value: 's' }]);
    expect(metadata.created_by).toBe('twinchain');
  });

  it('of an empty table has all its columns', async () => {
    const empty = { rows: 0, columns: Object.fromEntries(Object.entries(table.columns).map(emptied)) };
    expect(await readParquet(description, await parquetFile(description, empty))).toEqual(empty);
  });
});

function emptied([name, column]: [string, Table['columns'][string]]): [string, Table['columns'][string]] {
  return [name, column.type === 'text' ? { ...column, values: [] } : { ...column, values: new Float64Array() }];
}
