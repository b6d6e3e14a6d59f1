import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The used part of DuckDB's API, because the package's own types do not resolve under `NodeNext`. */
interface DuckDb {
  createDuckDB(bundles: Record<'mvp' | 'eh', Bundle>, logger: object, runtime: object): Promise<Database>;
  VoidLogger: new () => object;
  NODE_RUNTIME: object;
}

interface Bundle {
  mainModule: string;
  mainWorker: string;
}

interface Database {
  instantiate(onProgress: () => void): Promise<unknown>;
  open(options: object): void;
  registerFileBuffer(name: string, bytes: Uint8Array): void;
  connect(): { query(sql: string): { toArray(): { toJSON(): Record<string, unknown> }[] } };
}

const load = createRequire(import.meta.url);
const { createDuckDB, VoidLogger, NODE_RUNTIME }: DuckDb = load('@duckdb/duckdb-wasm/blocking');
const DIST = dirname(load.resolve('@duckdb/duckdb-wasm/dist/duckdb-mvp.wasm'));

/** Rows as plain objects. */
export type Query = (sql: string) => Record<string, unknown>[];

/** A DuckDB in memory that can read these files of the folder by name. */
export async function duckDbWith(folder: string, ...names: string[]): Promise<Query> {
  const bundle = (kind: string): Bundle => ({
    mainModule: join(DIST, `duckdb-${kind}.wasm`),
    mainWorker: join(DIST, `duckdb-node-${kind}.worker.cjs`),
  });
  const database = await createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => undefined);
  database.open({});
  for (const name of names) database.registerFileBuffer(name, new Uint8Array(readFileSync(join(folder, name))));
  const connection = database.connect();
  return (sql) =>
    connection
      .query(sql)
      .toArray()
      .map((row) => row.toJSON());
}
