import { NANOSECONDS_PER_SECOND, toSeconds } from '../kernel/time.js';
import { type Durations, quantileOfDurations } from '../measurement/durations.js';
import { THROUGHPUT_WINDOW } from '../measurement/metrics.js';
import { QUANTILES, statisticOf, statisticOfTotal } from '../measurement/statistic.js';
import type { StatisticName } from '../model/expression.js';
import { OBSERVABLE, type Shape } from './observable.js';
import { TimeSeries } from './time-series.js';

const PIECE = THROUGHPUT_WINDOW * NANOSECONDS_PER_SECOND;

/** The times at which the transactions of each block were submitted, ns, ascending: the same for every node. */
export interface Submissions {
  /** The times of a block: a view that is valid until the next transaction is added. */
  of(height: number): Float64Array;
}

/** A committed block of the primary as a node sees it. */
export interface CommittedBlock {
  height: number;
  transactions: number;
  /** Whether the previous block was made under another configuration block. */
  isSwitch: boolean;
}

/** The values of some metrics over a moving window, as one node or the whole system sees them. */
export class MetricWindow {
  readonly #series: ReadonlyMap<string, TimeSeries>;
  readonly #submissions: Submissions | undefined;
  /** Cached statistics. */
  readonly #known = new Map<string, number>();
  // The series that every block is added to.
  readonly #blockTimes: TimeSeries | undefined;
  readonly #normal: TimeSeries | undefined;
  readonly #switches: TimeSeries | undefined;
  readonly #transactions: TimeSeries | undefined;
  readonly #latencies: TimeSeries | undefined;
  #lastCommit = Number.NaN;
  /** Height of the last block that it committed. */
  #height = 0;
  /** Times of submission of the transactions that wait at the end of the window, ns, ascending. Their ages count as latencies. */
  waiting: Float64Array | undefined;

  constructor(metrics: Iterable<string>, submissions: Submissions | undefined) {
    this.#series = new Map(Array.from(metrics, (metric) => [metric, new TimeSeries()]));
    this.#submissions = submissions;
    this.#blockTimes = this.#series.get('primary.blockTime');
    this.#normal = this.#series.get('blockTime.normal');
    this.#switches = this.#series.get('blockTime.switch');
    this.#transactions = this.#series.get('primary.throughput');
    this.#latencies = this.#series.get('primary.latency');
  }

  /** Adds a value, if a policy reads the metric. @param now ns */
  note(metric: string, now: number, value: number): void {
    this.#series.get(metric)?.add(now, value);
  }

  committed({ height, transactions, isSwitch }: CommittedBlock, now: number): void {
    const seconds = toSeconds(now - this.#lastCommit);
    this.#lastCommit = now;
    this.#height = height;
    if (!Number.isNaN(seconds)) {
      this.#blockTimes?.add(now, seconds);
      (isSwitch ? this.#switches : this.#normal)?.add(now, seconds);
    }
    this.#transactions?.add(now, transactions);
    this.#latencies?.add(now, height);
  }

  /** Lowest block whose submissions it will read; infinite if no policy reads latencies. */
  get needs(): number {
    return this.#latencies ? (this.#latencies.oldest ?? this.#height + 1) : Number.POSITIVE_INFINITY;
  }

  /** Drops values that are not later than this, ns. */
  forget(until: number): void {
    this.#known.clear();
    for (const series of this.#series.values()) series.forget(until);
  }

  /**
   * A statistic over the window after `from` and up to `to`, ns; the part before the start of the run is empty. In SI; NaN if
   * it is undefined.
   */
  statistic(name: StatisticName, metric: string, from: number, to: number): number {
    const key = `${name} ${metric} ${from} ${to}`;
    let value = this.#known.get(key);
    if (value === undefined) {
      value = this.#compute(name, metric, Math.max(0, from), to);
      this.#known.set(key, value);
    }
    return value;
  }

  #compute(name: StatisticName, metric: string, from: number, to: number): number {
    const series = this.#series.get(metric);
    const shape = OBSERVABLE.find((candidate) => candidate.metric === metric)?.shape;
    if (!series || !shape) return Number.NaN;
    const seconds = toSeconds(to - from);
    const p = QUANTILES[name];
    if (shape === 'latencies' && p !== undefined) {
      return toSeconds(quantileOfDurations(this.#durations(series, from, to), p));
    }
    const values = this.#samples(shape, series, from, to);
    if (shape === 'events') return statisticOfTotal(name, Math.max(0, sum(values)), seconds);
    if (shape === 'seconds') return statisticOfTotal(name, sum(values), values.length);
    return statisticOf(name, values, seconds);
  }

  #samples(shape: Shape, series: TimeSeries, from: number, to: number): Float64Array {
    if (shape === 'transactions') return throughputs(series, from, to);
    if (shape === 'latencies') return latencies(this.#durations(series, from, to));
    return series.values(from, to);
  }

  /** From submission to commit, of every transaction in the blocks committed in a window, block by block. */
  #durations(series: TimeSeries, from: number, to: number): Durations[] {
    const lists: Durations[] = [];
    series.forEach(from, to, (end, height) => {
      const starts = this.#submissions?.of(height);
      if (starts) lists.push({ end, starts });
    });
    if (this.waiting) lists.push({ end: to, starts: this.waiting });
    return lists;
  }
}

/** All durations, s. */
function latencies(lists: readonly Durations[]): Float64Array {
  const values = new Float64Array(lists.reduce((total, { starts }) => total + starts.length, 0));
  let next = 0;
  for (const { end, starts } of lists) {
    for (let i = 0; i < starts.length; i++) values[next++] = toSeconds(end - starts[i]);
  }
  return values;
}

/** Transactions per second of the pieces of a window, the last one first; a window shorter than a piece is one. */
function throughputs(series: TimeSeries, from: number, to: number): Float64Array {
  const piece = Math.min(PIECE, to - from);
  const rates = new Float64Array(piece > 0 ? Math.floor((to - from) / piece) : 0);
  series.forEach(to - rates.length * piece, to, (time, transactions) => {
    rates[Math.floor((to - time) / piece)] += transactions / toSeconds(piece);
  });
  return rates;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
