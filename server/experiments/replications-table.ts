import type { ColumnSource } from 'hyparquet-writer';
import type { MetricSummary } from '../../engine/measurement/summary.js';
import type { Experiment } from '../../engine/model/experiment.js';
import { SAMPLE_STATISTICS } from '../../engine/model/expression.js';
import { type GrowingTable, openGrowingTable, placeColumns } from './growing-table.js';

/** Every metric of every replication of an experiment, a row for each, with its statistics. */
export interface ReplicationsTable extends Omit<GrowingTable, 'add'> {
  add(point: number, replication: number, metrics: Record<string, MetricSummary>): Promise<void>;
}

/** Begins the Parquet file `path`; `docs/analysis.md` says what the columns mean. */
export async function openReplicationsTable(path: string, experiment: Experiment): Promise<ReplicationsTable> {
  const place = placeColumns(experiment);
  const columnsOf = (point: number, replication: number, metrics: Record<string, MetricSummary>): ColumnSource[] => {
    const found = Object.values(metrics);
    return [
      ...place(point, replication, found.length),
      { name: 'metric', type: 'STRING', nullable: false, data: Object.keys(metrics) },
      { name: 'unit', type: 'STRING', nullable: false, data: found.map(({ unit }) => unit) },
      { name: 'samples', type: 'INT32', nullable: false, data: Int32Array.from(found, ({ n }) => n) },
      ...SAMPLE_STATISTICS.map(
        (name): ColumnSource => ({ name, type: 'DOUBLE', nullable: true, data: found.map((figures) => figures[name]) }),
      ),
      { name: 'total', type: 'DOUBLE', nullable: true, data: found.map(({ total }) => total ?? null) },
    ];
  };
  const table = await openGrowingTable(path, columnsOf(0, 0, {}), {});
  return { ...table, add: (...cell) => table.add(columnsOf(...cell)) };
}
