import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { partialPath } from '../runs/partial.js';
import { writingFailed } from '../runs/storage-error.js';
import type { CellSamples } from './cell.js';
import { syncFolder } from './durable-file.js';

const CREATED_BY = 'twinchain';

/** Columns of the table beside those of the varied values; `docs/experiments.md` says what they mean. */
export const TIDY_COLUMNS = ['point', 'replication', 'block', 'nodeQuantile', 'phase', 'seconds'] as const;

/** The one table of an experiment, which grows by a cell at a time and is never in memory as a whole. */
export interface TidyTable {
  add(point: number, replication: number, samples: CellSamples): Promise<void>;
  /** Puts the table into its place, whole. @throws StorageError */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/**
 * Begins the Parquet file `path`, a row group for each cell. Varied values have a column each, named after the path of
 * the property: in SI where all are quantities, else as written.
 */
export async function openTidyTable(path: string, { axes, points }: Experiment): Promise<TidyTable> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const partial = partialPath(dirname(path));
  const isQuantity = axes.map((_, axis) => points.every(({ values }) => values[axis].value !== undefined));
  const columnsOf = (point: number, replication: number, samples: CellSamples) => {
    const rows = samples.seconds.length;
    return [
      { name: 'point', type: 'INT32' as const, nullable: false, data: new Int32Array(rows).fill(point) },
      ...axes.map((axis, i) => {
        const { text, value } = points[point].values[i];
        return isQuantity[i]
          ? { name: axis.path, type: 'DOUBLE' as const, nullable: false, data: new Float64Array(rows).fill(value ?? 0) }
          : { name: axis.path, type: 'STRING' as const, nullable: false, data: new Array<string>(rows).fill(text) };
      }),
      { name: 'replication', type: 'INT32' as const, nullable: false, data: new Int32Array(rows).fill(replication) },
      { name: 'block', type: 'INT32' as const, nullable: false, data: samples.block },
      {
        name: 'nodeQuantile',
        type: 'DOUBLE' as const,
        nullable: true,
        data: Array.from(samples.nodeQuantile, (value) => (Number.isNaN(value) ? null : value)),
      },
      { name: 'phase', type: 'STRING' as const, nullable: false, data: samples.phase },
      { name: 'seconds', type: 'DOUBLE' as const, nullable: false, data: samples.seconds },
    ];
  };
  const none: CellSamples = {
    block: new Int32Array(0),
    nodeQuantile: new Float64Array(0),
    phase: [],
    seconds: new Float64Array(0),
  };
  const schema = schemaFromColumnData({ columnData: columnsOf(0, 0, none) });
  const writer = new ParquetWriter({
    writer: fileWriter(partial),
    schema,
    createdBy: CREATED_BY,
    kvMetadata: [{ key: 'unit.seconds', value: 's' }],
  });
  return {
    add: async (point, replication, samples) => {
      const rows = samples.seconds.length;
      if (rows === 0) return;
      await writer.write({ columnData: columnsOf(point, replication, samples), rowGroupSize: rows });
    },
    finish: async () => {
      try {
        await writer.finish();
        const file = await open(partial, 'r+');
        await file.sync().finally(() => file.close());
        await rename(partial, path);
        await syncFolder(dirname(path));
      } catch (error) {
        throw writingFailed(dirname(path), error);
      }
    },
    abandon: () => rm(partial, { force: true }),
  };
}
