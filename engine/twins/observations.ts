import { toNanoseconds, toSeconds } from '../kernel/time.js';
import { FailedRounds } from '../measurement/failed-rounds.js';
import { type Counted, Reconfigurations } from '../measurement/reconfigurations.js';
import type { StatisticName } from '../model/expression.js';
import type { FactReader } from '../model/fact-readers.js';
import type {
  BlockCommitted,
  BlockFinalized,
  ConfigurationApplied,
  ConfigurationReceived,
  CycleAbandoned,
  IntervalEnded,
  SecondPassed,
  ViewAbandoned,
} from '../model/facts.js';
import type { Observe, Policy } from '../model/policy.js';
import { MetricWindow, type Submissions } from './metric-window.js';
import { SHARED_METRICS } from './observable.js';
import { longestCount, metricsRead } from './policies.js';

/** The policies of the twins, by node; undefined for a node without a twin. */
export type Policies = readonly (Policy | undefined)[];

/**
 * The observations of all twins. Each observes through its own node. Metrics that are the same for all, and those that
 * policies with the `exact` view read, are kept once. Only metrics that a policy reads are kept, for the length of a window
 * and the intervals that a rule counts.
 */
export class Observations {
  readonly readers: readonly FactReader[];
  readonly #nodes: (MetricWindow | undefined)[];
  readonly #system: MetricWindow;
  /** Length of each twin's window, by node, ns. */
  readonly #lengths: number[];
  readonly #longest: number;
  /** The last interval ends that some rule still needs, latest first. */
  readonly #ends: number[] = [];
  readonly #counts: number[];
  /** End of the interval in which a configuration block was agreed, by its height. */
  readonly #due: number[] = [];
  /** When a node received the configuration blocks that it has not applied yet, by height. */
  readonly #received: Map<number, number>[];
  /** Failed rounds as each node sees them; undefined unless a twin observes them through the node. */
  readonly #failedRounds: (FailedRounds | undefined)[];
  /** Failed rounds of the whole system. */
  readonly #allFailedRounds = new FailedRounds();
  /** Absent if no policy reads the delays of the whole system. */
  readonly #reconfigurations: Reconfigurations | undefined;
  #arrivals = 0;
  #dropped = 0;

  /** @param submissions absent if the chain is saturated: transactions have no latency then */
  constructor(policies: Policies, submissions?: Submissions) {
    const shared = new Set<string>();
    this.#nodes = policies.map((policy) => {
      const own = new Set<string>();
      for (const metric of policy?.observe ? metricsRead(policy) : []) {
        (policy?.observe?.view === 'exact' || SHARED_METRICS.has(metric) ? shared : own).add(metric);
      }
      return own.size > 0 ? new MetricWindow(own, submissions) : undefined;
    });
    this.#system = new MetricWindow(shared, submissions);
    this.#lengths = policies.map((policy) => toNanoseconds(policy?.observe?.window ?? 0));
    this.#longest = Math.max(0, ...this.#lengths);
    this.#counts = policies.map(longestCount);
    this.#received = policies.map(() => new Map());
    this.#failedRounds = this.#nodes.map((window) => window && new FailedRounds());
    const areDelaysRead = [...shared].some((metric) => metric.startsWith('delay.'));
    this.#reconfigurations = areDelaysRead ? new Reconfigurations(policies.length, countedIn(this.#system)) : undefined;
    this.readers = [this.#reconfigurations?.reader ?? {}, this.#reader()];
  }

  /**
   * A statistic as a node's twin knows it, over its window up to `at`. In SI; NaN if it is undefined.
   *
   * @param at ns; not after the end of the last interval
   */
  statistic(node: number, { view }: Observe, name: StatisticName, metric: string, at: number): number {
    const window = view === 'exact' || SHARED_METRICS.has(metric) ? this.#system : this.#nodes[node];
    return window?.statistic(name, metric, at - this.#lengths[node], at) ?? Number.NaN;
  }

  /** As {@link statistic}, between two times, ns. @param from not before the end of the interval before the last */
  between(node: number, { view }: Observe, name: StatisticName, metric: string, from: number, to: number): number {
    const window = view === 'exact' || SHARED_METRICS.has(metric) ? this.#system : this.#nodes[node];
    return window?.statistic(name, metric, from, to) ?? Number.NaN;
  }

  /** The last interval ends, ns, the latest first: as many as any rule counts. */
  get ends(): readonly number[] {
    return this.#ends;
  }

  /** Height below which no twin reads times of submission; infinite if none reads latencies. */
  get needs(): number {
    return this.#nodes.reduce((least, window) => Math.min(least, window?.needs ?? least), this.#system.needs);
  }

  /** Adds facts to the windows; skips nodes through which no twin observes. */
  #reader(): FactReader {
    const system = this.#system;
    const ofNodes: FactReader = {
      configurationReceived: (at, fact) => this.#configurationReceived(at, fact),
      configurationApplied: (at, fact) => this.#configurationApplied(at, fact),
      cycleAbandoned: (at, fact) => this.#cycleAbandoned(at, fact),
      blockCommitted: (at, fact) => this.#blockCommitted(at, fact),
    };
    return {
      ...(this.#nodes.some((window) => window) ? ofNodes : {}),
      intervalEnded: (at, fact) => this.#intervalEnded(at, fact),
      configurationAgreed: (at) => system.note('management.blocks', at, 1),
      cycleFailed: (at) => system.note('management.cyclesFailed', at, 1),
      intervalMissed: (at) => system.note('management.intervalsMissed', at, 1),
      blockFinalized: (at, fact) => this.#blockFinalized(at, fact),
      viewAbandoned: (at, fact) => this.#viewAbandoned(at, fact),
      roundFailed: (at, { height }) => {
        this.#allFailedRounds.add(height);
        system.note('primary.roundsFailed', at, 1);
      },
      secondPassed: (at, fact) => this.#secondPassed(at, fact),
    };
  }

  #intervalEnded(at: number, { height }: IntervalEnded): void {
    this.#due[height] = at;
    this.#ends.unshift(at);
    this.#ends.length = Math.min(this.#ends.length, Math.max(1, ...this.#counts));
    this.#system.forget(this.#ends[this.#ends.length - 1] - this.#longest);
    this.#nodes.forEach((window, node) => {
      const counted = this.#ends[Math.min(this.#ends.length, this.#counts[node]) - 1];
      window?.forget(counted - this.#lengths[node]);
    });
  }

  #blockCommitted(at: number, block: BlockCommitted): void {
    const window = this.#nodes[block.node];
    if (!window) return;
    noteRounds(window, at, this.#failedRounds[block.node]?.settle(block.height, block.view));
    window.committed(block, at);
  }

  #blockFinalized(at: number, block: BlockFinalized): void {
    noteRounds(this.#system, at, this.#allFailedRounds.settle(block.height, block.view));
    this.#system.committed(block, at);
  }

  #viewAbandoned(at: number, { node, height, isValidator }: ViewAbandoned): void {
    if (isValidator) this.#system.note('primary.viewChanges', at, 1);
    this.#nodes[node]?.note('primary.viewChanges', at, 1);
    this.#nodes[node]?.note('primary.roundsFailed', at, 1);
    this.#failedRounds[node]?.add(height);
  }

  #cycleAbandoned(at: number, { node, isLast }: CycleAbandoned): void {
    this.#nodes[node]?.note('management.cyclesFailed', at, 1);
    if (isLast) this.#nodes[node]?.note('management.intervalsMissed', at, 1);
  }

  #configurationReceived(at: number, { node, height }: ConfigurationReceived): void {
    const window = this.#nodes[node];
    if (!window) return;
    this.#received[node].set(height, at);
    window.note('management.blocks', at, 1);
    window.note('delay.agreement', at, toSeconds(at - this.#due[height]));
  }

  #configurationApplied(at: number, { node, from, to }: ConfigurationApplied): void {
    const window = this.#nodes[node];
    if (!window) return;
    for (let height = from + 1; height <= to; height++) {
      const received = this.#received[node].get(height) ?? at;
      this.#received[node].delete(height);
      window.note('delay.update', at, toSeconds(at - received));
      window.note('delay.total', at, toSeconds(at - this.#due[height]));
    }
  }

  #secondPassed(at: number, { pool }: SecondPassed): void {
    this.#reconfigurations?.forgetSettled();
    if (!pool) return;
    this.#system.note('primary.pool', at, pool.waiting);
    this.#system.note('primary.arrivals', at, pool.arrivals - this.#arrivals);
    this.#system.note('primary.dropped', at, pool.dropped - this.#dropped);
    this.#arrivals = pool.arrivals;
    this.#dropped = pool.dropped;
  }
}

/** Adds the delays of counted nodes once the last of them has received or applied a block. */
function countedIn(system: MetricWindow): Counted {
  return {
    received: (at, propagation) => system.note('delay.propagation', at, toSeconds(propagation)),
    applied: (at, { agreement, update, total }) => {
      system.note('delay.agreement', at, toSeconds(agreement));
      system.note('delay.update', at, toSeconds(update));
      system.note('delay.total', at, toSeconds(total));
    },
  };
}

/** Adds failed rounds. @param rounds negative if one of them gave a block after all */
function noteRounds(window: MetricWindow, at: number, rounds = 0): void {
  if (rounds !== 0) window.note('primary.roundsFailed', at, rounds);
}
