import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ColumnSource } from 'hyparquet-writer';
import type { Experiment } from '../../engine/model/experiment.js';
import { partialPath } from '../runs/partial.js';
import { writingFailed } from '../runs/storage-error.js';
import { syncFolder } from './durable-file.js';

const CREATED_BY = 'twinchain';

/** A Parquet file that is written a few rows at a time and never completely in memory. */
export interface GrowingTable {
  /** Adds rows, as columns of equal length: all columns of the table, in order. */
  add(columns: readonly ColumnSource[]): Promise<void>;
  /** Moves the complete table into its place. @throws StorageError */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** Begins the file `path`. @param columns without rows @param units by column */
export async function openGrowingTable(
  path: string,
  columns: readonly ColumnSource[],
  units: Readonly<Record<string, string>>,
): Promise<GrowingTable> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const partial = partialPath(dirname(path));
  const writer = new ParquetWriter({
    writer: fileWriter(partial),
    schema: schemaFromColumnData({ columnData: [...columns] }),
    createdBy: CREATED_BY,
    kvMetadata: Object.entries(units).map(([column, value]) => ({ key: `unit.${column}`, value })),
  });
  return {
    add: async (rows) => {
      const rowGroupSize = rows[0].data.length;
      if (rowGroupSize > 0) await writer.write({ columnData: [...rows], rowGroupSize });
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

/**
 * The columns that identify rows: the point, its varied values, and the replication. Varied values have a column
 * each, named after the path of the property: in SI where all are quantities, else as written.
 */
export function placeColumns({ axes, points }: Pick<Experiment, 'axes' | 'points'>) {
  const isQuantity = axes.map((_, axis) => points.every(({ values }) => values[axis].value !== undefined));
  return (point: number, replication: number, rows: number): ColumnSource[] => [
    { name: 'point', type: 'INT32', nullable: false, data: new Int32Array(rows).fill(point) },
    ...axes.map((axis, i): ColumnSource => {
      const { text, value } = points[point].values[i];
      return isQuantity[i]
        ? { name: axis.path, type: 'DOUBLE', nullable: false, data: new Float64Array(rows).fill(value ?? 0) }
        : { name: axis.path, type: 'STRING', nullable: false, data: new Array<string>(rows).fill(text) };
    }),
    { name: 'replication', type: 'INT32', nullable: false, data: new Int32Array(rows).fill(replication) },
  ];
}
