import { FailedRounds } from '../../measurement/failed-rounds.js';
import type { Configuration } from '../../model/configuration.js';
import { partsOf, quantityValue } from '../../model/evaluation.js';
import type { Expression } from '../../model/expression.js';
import type { FactReader } from '../../model/fact-readers.js';
import { MetricWindow, type Submissions } from '../metric-window.js';
import type { PrimaryNodes } from '../valid-configuration.js';

/** Metrics that a look-ahead can measure: those of the primary, since it simulates nothing else. */
export const SIMULATED_METRICS: ReadonlySet<string> = new Set([
  'blockTime.normal',
  'blockTime.switch',
  'primary.blockTime',
  'primary.throughput',
  'primary.latency',
  'primary.pool',
  'primary.arrivals',
  'primary.dropped',
  'primary.roundsFailed',
  'primary.viewChanges',
]);

/** Those of them that are sampled once a second. */
const COUNTED = ['primary.pool', 'primary.arrivals', 'primary.dropped'];

/** Totals of a pool. */
export interface PoolCounts {
  waiting: number;
  arrivals: number;
  dropped: number;
}

/** Measures the objective of one look-ahead run. */
export class Objective {
  readonly reader: FactReader;
  /** Whether {@link secondPassed} must be called. */
  readonly countsSeconds: boolean;
  readonly #expression: Expression;
  readonly #window: MetricWindow;
  readonly #failedRounds = new FailedRounds();
  #counts = { arrivals: 0, dropped: 0 };

  constructor(expression: Expression, submissions: Submissions | undefined) {
    const metrics = new Set(partsOf(expression).flatMap((part) => (part.kind === 'statistic' ? [part.metric] : [])));
    this.#expression = expression;
    this.#window = new MetricWindow(metrics, submissions);
    this.countsSeconds = COUNTED.some((metric) => metrics.has(metric));
    const window = this.#window;
    this.reader = {
      blockFinalized: (at, block) => {
        const failed = this.#failedRounds.settle(block.height, block.view);
        if (failed !== 0) window.note('primary.roundsFailed', at, failed);
        window.committed(block, at);
      },
      viewAbandoned: (at, { isValidator }) => {
        if (isValidator) window.note('primary.viewChanges', at, 1);
      },
      roundFailed: (at, { height }) => {
        this.#failedRounds.add(height);
        window.note('primary.roundsFailed', at, 1);
      },
    };
  }

  /** A second is over. @param at ns @param counts since the start of the run */
  secondPassed(at: number, { waiting, arrivals, dropped }: PoolCounts): void {
    this.#window.note('primary.pool', at, waiting);
    this.#window.note('primary.arrivals', at, arrivals - this.#counts.arrivals);
    this.#window.note('primary.dropped', at, dropped - this.#counts.dropped);
    this.#counts = { arrivals, dropped };
  }

  /**
   * The value of the objective between two times (ns), in SI; NaN if it is undefined.
   *
   * @param waiting times of submission of the transactions that wait at the end, ns. Their ages count as latencies; otherwise
   * overload would look fast
   */
  value(
    from: number,
    to: number,
    waiting: Float64Array,
    candidate: Configuration,
    nodes: Pick<PrimaryNodes, 'count'>,
    observation: (name: string) => number,
  ): number {
    this.#window.waiting = waiting;
    return quantityValue(this.#expression, {
      statistic: (name, metric) => this.#window.statistic(name, metric, from, to),
      property: (path) => {
        const value = Object.entries(candidate).find(([key]) => path === `primary.${key}`)?.[1];
        if (typeof value === 'object') return nodes.count(value);
        return value ?? Number.NaN;
      },
      observation,
      always: () => undefined,
    });
  }
}
