import { toNanoseconds, toSeconds } from '../kernel/time.js';
import type { Counted } from '../measurement/reconfigurations.js';
import type { StatisticName } from '../model/expression.js';
import type { Observe, Policy } from '../model/policy.js';
import { SHARED_METRICS } from './observable.js';
import { longestCount, metricsRead } from './policies.js';
import { type CommittedBlock, type Submissions, Witness } from './witness.js';

/** The policies of the twins, by node; none for a node without a twin. */
export type Policies = readonly (Policy | undefined)[];

/**
 * What twins know when an interval ends. Each sees through its own node; what concerns all alike, and what policies
 * with the `exact` view read, is seen once for all of them. Nothing is taken down that no policy reads, and nothing is
 * kept longer than a window and the intervals that a rule counts. Times in ns.
 */
export class Observations {
  readonly #nodes: (Witness | undefined)[];
  readonly #system: Witness;
  readonly #windows: number[];
  readonly #longest: number;
  /** The last interval ends that some rule still counts, the latest first. */
  readonly #ends: number[] = [];
  readonly #counts: number[];
  /** End of the interval in which a configuration block was decided, by its height. */
  readonly #due: number[] = [];
  /** When a node received the configuration blocks that it has not applied yet, by height. */
  readonly #received: Map<number, number>[];
  #arrivals = 0;
  #dropped = 0;

  /** @param submissions absent where the chain is saturated, and no transaction has a latency */
  constructor(policies: Policies, submissions?: Submissions) {
    const shared = new Set<string>();
    this.#nodes = policies.map((policy) => {
      const own = new Set<string>();
      for (const metric of policy?.observe ? metricsRead(policy) : []) {
        (policy?.observe?.view === 'exact' || SHARED_METRICS.has(metric) ? shared : own).add(metric);
      }
      return own.size > 0 ? new Witness(own, submissions) : undefined;
    });
    this.#system = new Witness(shared, submissions);
    this.#windows = policies.map((policy) => toNanoseconds(policy?.observe?.window ?? 0));
    this.#longest = Math.max(0, ...this.#windows);
    this.#counts = policies.map(longestCount);
    this.#received = policies.map(() => new Map());
  }

  /**
   * A statistic as a node's twin knows it, over its window up to `at`. In SI, NaN where it is undefined.
   *
   * @param at end of the last interval or before
   */
  statistic(node: number, { view }: Observe, name: StatisticName, metric: string, at: number): number {
    const witness = view === 'exact' || SHARED_METRICS.has(metric) ? this.#system : this.#nodes[node];
    return witness?.statistic(name, metric, at - this.#windows[node], at) ?? Number.NaN;
  }

  /** The interval before the configuration block at this height is over. */
  intervalEnds(height: number, now: number): void {
    this.#due[height] = now;
    this.#ends.unshift(now);
    this.#ends.length = Math.min(this.#ends.length, Math.max(1, ...this.#counts));
    this.#system.forget(this.#ends[this.#ends.length - 1] - this.#longest);
    this.#nodes.forEach((witness, node) => {
      const counted = this.#ends[Math.min(this.#ends.length, this.#counts[node]) - 1];
      witness?.forget(counted - this.#windows[node]);
    });
  }

  /** Height below which no twin will ask when transactions were submitted; infinite where none looks at latencies. */
  get needs(): number {
    return this.#nodes.reduce((least, witness) => Math.min(least, witness?.needs ?? least), this.#system.needs);
  }

  /** Node has committed a block. */
  committed(node: number, block: CommittedBlock, parent: CommittedBlock | undefined, now: number): void {
    this.#nodes[node]?.committed(block, parent, now);
  }

  /** A quorum of validators has committed a block. */
  decided(block: CommittedBlock, parent: CommittedBlock | undefined, now: number): void {
    this.#system.committed(block, parent, now);
  }

  /** Node has given up its view of a height for a later one. */
  viewAbandoned(node: number, isValidator: boolean, now: number): void {
    this.#nodes[node]?.note('primary.viewChanges', now, 1);
    if (isValidator) this.#system.note('primary.viewChanges', now, 1);
  }

  /** @param node that knows it; undefined: the whole system does @param rounds negative where a block came of one after all */
  roundsFailed(rounds: number, node: number | undefined, now: number): void {
    const witness = node === undefined ? this.#system : this.#nodes[node];
    witness?.note('primary.roundsFailed', now, rounds);
  }

  cycleAbandoned(node: number, isLast: boolean, now: number): void {
    this.#nodes[node]?.note('management.cyclesFailed', now, 1);
    if (isLast) this.#nodes[node]?.note('management.intervalsMissed', now, 1);
  }

  cycleFailed(now: number): void {
    this.#system.note('management.cyclesFailed', now, 1);
  }

  intervalMissed(now: number): void {
    this.#system.note('management.intervalsMissed', now, 1);
  }

  /** Node has a configuration block, by its commit or by gossip. */
  received(node: number, height: number, now: number): void {
    const witness = this.#nodes[node];
    if (!witness) return;
    this.#received[node].set(height, now);
    witness.note('management.blocks', now, 1);
    witness.note('delay.agreement', now, toSeconds(now - this.#due[height]));
  }

  /** Node has turned to the configuration blocks after `from` up to `to`. */
  applied(node: number, from: number, to: number, now: number): void {
    const witness = this.#nodes[node];
    if (!witness) return;
    for (let height = from + 1; height <= to; height++) {
      const received = this.#received[node].get(height) ?? now;
      this.#received[node].delete(height);
      witness.note('delay.update', now, toSeconds(now - received));
      witness.note('delay.total', now, toSeconds(now - this.#due[height]));
    }
  }

  /** A configuration block has been agreed. */
  agreed(now: number): void {
    this.#system.note('management.blocks', now, 1);
  }

  /** A node has been among the first to receive a configuration block; all of them have now. @param propagation ns */
  arrived(propagation: number, now: number): void {
    this.#system.note('delay.propagation', now, toSeconds(propagation));
  }

  /** A node has been among the first to apply a configuration block; all of them have now. */
  reconfigured({ agreement, update, total }: Parameters<Counted['applied']>[0], now: number): void {
    this.#system.note('delay.agreement', now, toSeconds(agreement));
    this.#system.note('delay.update', now, toSeconds(update));
    this.#system.note('delay.total', now, toSeconds(total));
  }

  /** A simulated second is over. */
  tick(pool: { waiting: number; arrivals: number; dropped: number } | undefined, now: number): void {
    if (!pool) return;
    this.#system.note('primary.pool', now, pool.waiting);
    this.#system.note('primary.arrivals', now, pool.arrivals - this.#arrivals);
    this.#system.note('primary.dropped', now, pool.dropped - this.#dropped);
    this.#arrivals = pool.arrivals;
    this.#dropped = pool.dropped;
  }
}
