import type { Policy } from '../model/policy.js';
import {
  type Counters,
  type LongTable,
  type Recording,
  type Results,
  recordingOf,
  type Table,
} from '../model/results.js';
import type { Scenario } from '../model/scenario.js';
import { RECEIPT_SHARES } from '../model/tables.js';
import { confirmedMetric, shareConfirmed } from './confirmed.js';
import type { Metric } from './metric.js';
import { blockTimesOf, decisionTimesOf, isOutage, recoveries } from './recovery.js';
import { samplesFrom, toArray } from './samples.js';

export type { Metric } from './metric.js';

/** The samples of a metric in results that are in memory. */
export function samplesOf(metric: Metric, results: Results): Float64Array {
  return toArray(metric.samples(recordingOf(results)));
}

/** Seconds of one window over which throughput is averaged. */
export const THROUGHPUT_WINDOW = 10;

function numbers(table: Table, column: string): Float64Array {
  const found = table.columns[column];
  if (found?.type !== 'number') throw new Error(`results have no numeric column ${column}`);
  return found.values;
}

/** Samples from the rows of a table, read piece by piece. */
const inRows = (table: LongTable, found: (piece: Table) => Float64Array) => (recording: Recording) =>
  samplesFrom(function* () {
    for (const piece of recording.long[table].pieces) yield found(piece);
  });

const column = (table: LongTable, name: string) => inRows(table, (piece) => numbers(piece, name));

/** The delays of a configuration block on each node. */
export type DelayPhase = 'agreement' | 'propagation' | 'update' | 'total';

/** The column that is 1 for measured delays: those of the 2f+1 nodes that the phase's own event reaches first. */
export function countedColumn(phase: DelayPhase): 'counted' | 'receivedCounted' {
  return phase === 'propagation' ? 'receivedCounted' : 'counted';
}

const delay = (phase: DelayPhase) =>
  inRows('delays', (piece) => {
    const counted = numbers(piece, countedColumn(phase));
    return numbers(piece, phase).filter((_, row) => counted[row] === 1);
  });

const blockTimes = (kind: 'all' | 'normal' | 'switch') =>
  inRows('blocks', (piece) => {
    const switched = numbers(piece, 'switch');
    return numbers(piece, 'blockTime').filter(
      (time, row) => !Number.isNaN(time) && (kind === 'all' || (switched[row] === 1) === (kind === 'switch')),
    );
  });

/** Committed transactions per second over windows of {@link THROUGHPUT_WINDOW}; a shorter run is one window. */
const throughput = ({ long: { series } }: Recording) =>
  samplesFrom(function* () {
    const width = Math.min(THROUGHPUT_WINDOW, series.rows);
    let seconds = 0;
    let rate = 0;
    for (const piece of series.pieces) {
      const committed = numbers(piece, 'committed');
      const rates = new Float64Array(width === 0 ? 0 : Math.floor((seconds + committed.length) / width));
      let windows = 0;
      for (const transactions of committed) {
        rate += transactions / width;
        if (++seconds < width) continue;
        rates[windows++] = rate;
        seconds = 0;
        rate = 0;
      }
      yield rates;
    }
  });

const counter = (name: keyof Counters) => (recording: Recording) => [Float64Array.of(recording.counters[name])];

/** Metrics of the mirrors of twins that look ahead, a sample for each twin and interval. */
const inMirrors =
  (found: (column: (name: string) => Float64Array, row: number) => number) => (recording: Recording) => {
    const { mirrors } = recording.tables;
    const column = (name: string) => numbers(mirrors, name);
    return [Float64Array.from({ length: mirrors.rows }, (_, row) => found(column, row))];
  };

/** The relative error of a twin's belief; no sample if the true value is 0. */
const mirrorError = (believed: string, actual: string) =>
  inMirrors((column, row) => {
    const truth = column(actual)[row];
    return truth > 0 ? Math.abs(column(believed)[row] - truth) / truth : Number.NaN;
  });

/** Every metric of the language, in the order in which tables show them. */
export const METRICS: readonly Metric[] = [
  {
    name: 'delay.agreement',
    unit: 's',
    kind: 'samples',
    meaning:
      'From the end of the configuration block interval until a quorum of management nodes has committed the block.',
    section: '3.1',
    needsWorkload: false,
    samples: delay('agreement'),
  },
  {
    name: 'delay.propagation',
    unit: 's',
    kind: 'samples',
    meaning:
      'From the decision until a node has the configuration block, on the 2f+1 validators that receive it first; 0 on one that has it before the decision.',
    section: '3.1',
    needsWorkload: false,
    samples: delay('propagation'),
  },
  {
    name: 'delay.update',
    unit: 's',
    kind: 'samples',
    meaning:
      'From the arrival of the configuration block, or the decision where that is later, until a node applies it, on the 2f+1 validators that apply it first.',
    section: '3.1',
    needsWorkload: false,
    samples: delay('update'),
  },
  {
    name: 'delay.total',
    unit: 's',
    kind: 'samples',
    meaning:
      'Agreement, propagation and update of one node together, on the 2f+1 validators that apply the configuration block first.',
    section: '3.1',
    needsWorkload: false,
    samples: delay('total'),
  },
  {
    name: 'blockTime.normal',
    unit: 's',
    kind: 'samples',
    meaning: 'Time between consecutive blocks under one configuration.',
    section: '3.2',
    needsWorkload: false,
    samples: blockTimes('normal'),
  },
  {
    name: 'blockTime.switch',
    unit: 's',
    kind: 'samples',
    meaning: 'Time between the last block under one configuration and the first under the next.',
    section: '3.2',
    needsWorkload: false,
    samples: blockTimes('switch'),
  },
  {
    name: 'primary.blockTime',
    unit: 's',
    kind: 'samples',
    meaning: 'Time between consecutive blocks of the primary.',
    needsWorkload: false,
    samples: blockTimes('all'),
  },
  ...RECEIPT_SHARES.map(
    (share): Metric => ({
      name: `block.received${share}`,
      unit: 's',
      kind: 'samples',
      meaning: `From the proposal of a block of the primary until ${share === 100 ? 'all' : `${share} % of the`} nodes, including the proposer, have the whole block; one sample per block.`,
      needsWorkload: false,
      samples: inRows('receipts', (piece) =>
        numbers(piece, `received${share}`).filter((delay) => !Number.isNaN(delay)),
      ),
    }),
  ),
  {
    name: 'primary.throughput',
    unit: 'tx/s',
    kind: 'samples',
    meaning: `Committed transactions per second, over windows of ${THROUGHPUT_WINDOW} s.`,
    needsWorkload: false,
    samples: throughput,
  },
  {
    name: 'primary.latency',
    unit: 's',
    kind: 'samples',
    meaning: 'From the submission of a transaction to the commit of its block.',
    needsWorkload: true,
    samples: column('transactions', 'latency'),
  },
  {
    name: 'primary.waiting',
    unit: 's',
    kind: 'samples',
    meaning:
      'Time since the submission of each transaction that is in no committed block at the end of the run; `count` is their number. None of them is in `primary.latency`.',
    needsWorkload: true,
    samples: (recording) => [numbers(recording.tables.waiting, 'age')],
  },
  {
    name: 'primary.pool',
    unit: 'tx',
    kind: 'samples',
    meaning: 'Transactions in the pool, sampled once a second.',
    needsWorkload: true,
    samples: column('series', 'pool'),
  },
  {
    name: 'primary.arrivals',
    unit: 'tx',
    kind: 'counter',
    meaning: 'Transactions submitted, dropped ones included.',
    needsWorkload: true,
    samples: counter('primary.arrivals'),
  },
  {
    name: 'primary.dropped',
    unit: 'tx',
    kind: 'counter',
    meaning: 'Transactions dropped because the pool was full. None of them is in `primary.latency`.',
    needsWorkload: true,
    samples: counter('primary.dropped'),
  },
  {
    name: 'primary.roundsFailed',
    unit: '',
    kind: 'counter',
    meaning: 'Consensus rounds (views) of the primary in which no block was decided.',
    needsWorkload: false,
    samples: counter('primary.roundsFailed'),
  },
  {
    name: 'primary.recovery',
    unit: 's',
    kind: 'samples',
    meaning: 'From the end of a crash or a partition until the next block of the primary; one sample per end.',
    needsWorkload: false,
    needsOutage: true,
    samples: (recording) => recoveries(recording, blockTimesOf(recording)),
  },
  {
    name: 'primary.viewChanges',
    unit: '',
    kind: 'counter',
    meaning: 'View changes, counted for each validator by itself; a round fails only if no block results from it.',
    needsWorkload: false,
    samples: counter('primary.viewChanges'),
  },
  {
    name: 'management.recovery',
    unit: 's',
    kind: 'samples',
    meaning:
      'From the end of a crash or a partition until the next configuration block is decided, including the rest of the interval; one sample per end.',
    needsWorkload: false,
    needsOutage: true,
    samples: (recording) => recoveries(recording, decisionTimesOf(recording)),
  },
  {
    name: 'management.blocks',
    unit: '',
    kind: 'counter',
    meaning: 'Configuration blocks decided.',
    section: '2.1',
    needsWorkload: false,
    samples: counter('management.blocks'),
  },
  {
    name: 'management.cyclesFailed',
    unit: '',
    kind: 'counter',
    meaning: 'Proposal cycles of the management chain that failed.',
    section: '2.1',
    needsWorkload: false,
    samples: counter('management.cyclesFailed'),
  },
  {
    name: 'management.intervalsMissed',
    unit: '',
    kind: 'counter',
    meaning: 'Configuration block intervals that ended without a decision.',
    section: '2.1',
    needsWorkload: false,
    samples: counter('management.intervalsMissed'),
  },
  {
    name: 'network.messages',
    unit: '',
    kind: 'counter',
    meaning: 'Transmissions, duplicate copies of gossip included.',
    needsWorkload: false,
    samples: counter('network.messages'),
  },
  {
    name: 'network.bytes',
    unit: 'B',
    kind: 'counter',
    meaning: 'Bytes of all transmissions.',
    needsWorkload: false,
    samples: counter('network.bytes'),
  },
  {
    name: 'mirror.staleness',
    unit: 's',
    kind: 'samples',
    meaning:
      'Age of the last block committed by the node of a twin that looks ahead, at the end of an interval; one sample per twin and interval.',
    needsWorkload: false,
    needsMirror: true,
    samples: inMirrors((column, row) => column('staleness')[row]),
  },
  {
    name: 'mirror.arrivals.error',
    unit: 'share',
    kind: 'samples',
    meaning: 'Relative error of the rate of arrivals that a twin estimated.',
    needsWorkload: true,
    needsMirror: true,
    samples: mirrorError('arrivals', 'arrivalsTrue'),
  },
  {
    name: 'mirror.bandwidth.error',
    unit: 'share',
    kind: 'samples',
    meaning: 'Relative error of the rate of links that a twin estimated.',
    needsWorkload: false,
    needsMirror: true,
    samples: mirrorError('bandwidth', 'bandwidthTrue'),
  },
  {
    name: 'mirror.latency.error',
    unit: 'share',
    kind: 'samples',
    meaning: 'Relative error of the latency of links that a twin estimated; mean over the sending nodes.',
    needsWorkload: false,
    needsMirror: true,
    samples: inMirrors((column, row) => column('latencyError')[row]),
  },
  {
    name: 'mirror.loss.error',
    unit: 'share',
    kind: 'samples',
    meaning: 'Absolute error of the share of lost copies that a twin estimated.',
    needsWorkload: false,
    needsMirror: true,
    samples: inMirrors((column, row) => Math.abs(column('loss')[row] - column('lossTrue')[row])),
  },
  {
    name: 'mirror.liveness.error',
    unit: 'share',
    kind: 'samples',
    meaning: 'Share of the nodes that a twin misjudged: it took a failed node for live, or a live one for failed.',
    needsWorkload: false,
    needsMirror: true,
    samples: inMirrors((column, row) => column('mistaken')[row]),
  },
];

function looksAhead({ decision }: Policy): boolean {
  return decision.kind === 'lookAhead' || (decision.kind === 'learn' && decision.plan.unseen !== undefined);
}

/** Every metric that a scenario has: those of the table, and the requested shares. */
export function metricsOf({ primary: { workload }, management, faults = [], duration }: Scenario): Metric[] {
  const shares = workload?.confirmedWithin?.map(shareConfirmed) ?? [];
  const isMirrored = [management.policy, ...management.policyFor.map(({ policy }) => policy)].some(looksAhead);
  const recovers = faults.some((fault) => isOutage(fault, duration));
  const isDefined = ({ needsWorkload, needsMirror, needsOutage }: Metric) =>
    (workload || !needsWorkload) && (isMirrored || !needsMirror) && (recovers || !needsOutage);
  return [...METRICS.filter(isDefined), ...shares];
}

/** The metric of that name: one of the table, or `primary.confirmed within 10s`. */
export function metricNamed(name: string): Metric | undefined {
  return METRICS.find((metric) => metric.name === name) ?? confirmedMetric(name);
}
