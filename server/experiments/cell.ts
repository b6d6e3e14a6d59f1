import * as v from 'valibot';
import { countedColumn, metricNamed, samplesOf } from '../../engine/measurement/metrics.js';
import type { MetricSummary } from '../../engine/measurement/summary.js';
import { summarise } from '../../engine/measurement/summary.js';
import type { Experiment } from '../../engine/model/experiment.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { count, name, notNegative, schemaOf } from '../../engine/schema/schema.js';
import { canonicalJson, sha256 } from '../runs/canonical-json.js';
import { metricSummarySchema, violationsSchema } from '../runs/summary.js';
import type { CellPlace } from './schedule.js';
import { QuantileSketch, type WrittenSketch } from './statistics/quantile-sketch.js';
import { type TwinFigures, twinFiguresSchema } from './twin-figures.js';

/** The unit of simulation: one replication of the scenario of one point. */
export interface CellRequest {
  scenario: Scenario;
  /** From 0. The same number draws the same random numbers at every point, and 0 those of a single run. */
  replication: number;
  /** Its figures include those of its twins. */
  watchesTwins?: true;
}

/** A cell of an experiment. */
export function requestOf({ points, watchesTwins }: Experiment, { point, replication }: CellPlace): CellRequest {
  return { scenario: points[point].scenario, replication, ...(watchesTwins ? { watchesTwins } : {}) };
}

/** The figures of a cell, SI units. */
export interface CellSummary {
  replication: number;
  /** Simulated time that was measured, s. */
  measuredSeconds: number;
  metrics: Record<string, MetricSummary>;
  /** The samples of every metric, as far as quantiles over several replications need them. */
  sketches: Record<string, WrittenSketch>;
  violations: Results['violations'];
  events: number;
  /** Present if requested. */
  twins?: TwinFigures;
}

export const cellSummarySchema = schemaOf<CellSummary>()(
  v.strictObject({
    replication: count(),
    measuredSeconds: notNegative,
    metrics: v.record(name, metricSummarySchema),
    sketches: v.record(name, v.array(v.pipe(v.number(), v.safeInteger()))),
    violations: violationsSchema,
    events: count(),
    twins: v.optional(twinFiguresSchema),
  }),
);

/**
 * The samples of a replication as columns of equal length: a row for each configuration block, node and phase, and a
 * row for each block.
 */
export interface CellSamples {
  /** Height of the configuration block, or of the block of the primary. */
  block: Int32Array;
  /**
   * Rank among the 2f+1 measured nodes, from 0 (first) to 1 (last): by receipt for propagation, by use for the other
   * phases; NaN for block times.
   */
  nodeQuantile: Float64Array;
  phase: string[];
  seconds: Float64Array;
}

export interface Cell {
  summary: CellSummary;
  samples: CellSamples;
}

export const DELAY_PHASES = ['agreement', 'propagation', 'update', 'total'] as const;
export const BLOCK_TIME_PHASES = ['normal', 'switch'] as const;

/** Incremented when the layout of cells changes, so that files with another layout are not read as cells. */
const LAYOUT = 5;

/**
 * Name of a cell: SHA-256 of everything that determines its content. Names of scenarios do not, so the same system in
 * two experiments is one cell.
 */
export function cellName({ scenario, ...further }: CellRequest, engineVersion: string): string {
  return sha256(canonicalJson({ layout: LAYOUT, engineVersion, ...further, scenario: { ...scenario, name: '' } }));
}

/** @param twins figures of its twins, if requested */
export function cellOf(results: Results, { scenario, replication }: CellRequest, twins?: TwinFigures): Cell {
  const metrics = summarise(recordingOf(results), scenario);
  return {
    summary: {
      replication,
      measuredSeconds: results.simulatedSeconds - results.warmup,
      metrics,
      sketches: sketchesOf(results, Object.keys(metrics)),
      violations: results.violations,
      events: results.events,
      ...(twins ? { twins } : {}),
    },
    samples: cellSamples(results),
  };
}

function sketchesOf(results: Results, names: readonly string[]): Record<string, WrittenSketch> {
  const wanted = names.flatMap((name) => metricNamed(name) ?? []);
  return Object.fromEntries(
    wanted.map((metric) => [metric.name, new QuantileSketch().add(samplesOf(metric, results)).written()]),
  );
}

function cellSamples(results: Results): CellSamples {
  const delays = columnsOf(results, 'delays', [
    'configuration',
    'rank',
    'counted',
    'receivedRank',
    'receivedCounted',
    ...DELAY_PHASES,
  ]);
  const blocks = columnsOf(results, 'blocks', ['height', 'blockTime', 'switch']);
  const timed = [...blocks.blockTime.keys()].filter((row) => !Number.isNaN(blocks.blockTime[row]));
  const use = countedRows(delays.configuration, delays.rank, delays[countedColumn('update')]);
  const receipt = countedRows(delays.configuration, delays.receivedRank, delays[countedColumn('propagation')]);
  const phaseRows = { agreement: use, propagation: receipt, update: use, total: use };
  const rows = DELAY_PHASES.reduce((sum, phase) => sum + phaseRows[phase].length, timed.length);
  const samples: CellSamples = {
    block: new Int32Array(rows),
    nodeQuantile: new Float64Array(rows).fill(Number.NaN),
    phase: new Array<string>(rows).fill(''),
    seconds: new Float64Array(rows),
  };
  let row = 0;
  const add = (block: number, nodeQuantile: number, phase: string, seconds: number) => {
    samples.block[row] = block;
    samples.nodeQuantile[row] = nodeQuantile;
    samples.phase[row] = phase;
    samples.seconds[row] = seconds;
    row++;
  };
  for (const phase of DELAY_PHASES) {
    const places = placesAmongCounted(phaseRows[phase], delays.configuration);
    phaseRows[phase].forEach((from, index) => {
      add(delays.configuration[from], places[index], phase, delays[phase][from]);
    });
  }
  for (const from of timed)
    add(blocks.height[from], Number.NaN, blocks.switch[from] === 1 ? 'switch' : 'normal', blocks.blockTime[from]);
  return samples;
}

/** Measured rows; those of one configuration block are together and sorted by rank. */
function countedRows(configuration: Float64Array, rank: Float64Array, counted: Float64Array): number[] {
  return [...counted.keys()]
    .filter((row) => counted[row] === 1)
    .sort((a, b) => configuration[a] - configuration[b] || rank[a] - rank[b]);
}

/** Rows of one configuration block are adjacent, the first node first. */
function placesAmongCounted(rows: readonly number[], configuration: Float64Array): Float64Array {
  const places = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; ) {
    let end = start;
    while (end < rows.length && configuration[rows[end]] === configuration[rows[start]]) end++;
    for (let i = start; i < end; i++) places[i] = end - start > 1 ? (i - start) / (end - start - 1) : 0;
    start = end;
  }
  return places;
}

function columnsOf<Name extends string>(
  results: Results,
  table: 'delays' | 'blocks',
  names: readonly Name[],
): Record<Name, Float64Array> {
  const columns: Partial<Record<Name, Float64Array>> = {};
  for (const name of names) {
    const column = results.tables[table].columns[name];
    if (column?.type !== 'number') throw new Error(`results have no numeric column ${table}.${name}`);
    columns[name] = column.values;
  }
  return columns as Record<Name, Float64Array>;
}
