import type { ColumnSource } from 'hyparquet-writer';
import type { Experiment } from '../../engine/model/experiment.js';
import type { CellSamples } from './cell.js';
import { type GrowingTable, openGrowingTable, placeColumns } from './growing-table.js';

/** Delays and block times of an experiment, a row for each sample. */
export interface TidyTable extends Omit<GrowingTable, 'add'> {
  add(point: number, replication: number, samples: CellSamples): Promise<void>;
}

/** Begins the Parquet file `path`, a row group for each cell; `docs/analysis.md` says what the columns mean. */
export async function openTidyTable(path: string, experiment: Experiment): Promise<TidyTable> {
  const place = placeColumns(experiment);
  const columnsOf = (point: number, replication: number, samples: CellSamples): ColumnSource[] => [
    ...place(point, replication, samples.seconds.length),
    { name: 'block', type: 'INT32', nullable: false, data: samples.block },
    {
      name: 'nodeQuantile',
      type: 'DOUBLE',
      nullable: true,
      data: Array.from(samples.nodeQuantile, (value) => (Number.isNaN(value) ? null : value)),
    },
    { name: 'phase', type: 'STRING', nullable: false, data: samples.phase },
    { name: 'seconds', type: 'DOUBLE', nullable: false, data: samples.seconds },
  ];
  const none: CellSamples = {
    block: new Int32Array(0),
    nodeQuantile: new Float64Array(0),
    phase: [],
    seconds: new Float64Array(0),
  };
  const table = await openGrowingTable(path, columnsOf(0, 0, none), { seconds: 's' });
  return { ...table, add: (...cell) => table.add(columnsOf(...cell)) };
}
