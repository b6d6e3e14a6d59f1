import fc from 'fast-check';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Observations } from '../../../engine/management/observations.js';
import type { Configuration } from '../../../engine/model/configuration.js';
import type { Submissions } from '../../../engine/primary/submissions.js';

/** What a node sees between two interval ends, a moment after what it saw before. */
export interface Happening {
  readonly what: 'commit' | 'round' | 'cycle' | 'second';
  /** ns */
  readonly after: number;
  readonly transactions: number;
  readonly switched: boolean;
}

/** An interval: what happens in it, and the configuration that is in force when it ends. */
export interface Interval {
  readonly happenings: readonly Happening[];
  readonly inForce: Configuration;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('commit', 'commit', 'round', 'cycle', 'second'),
  after: fc.integer({ min: 1, max: 1.5e9 }),
  transactions: fc.nat(4),
  switched: fc.boolean(),
});

const configuration: fc.Arbitrary<Configuration> = fc.record({
  consensus: fc.constantFrom(...PROTOCOLS.map(({ name }) => name)),
  blockSize: fc.constantFrom(10e3, 200e3, 1e6),
  blockInterval: fc.constantFrom(0, 0.2),
  roundTimeout: fc.constantFrom(0.4, 10),
  dissemination: fc.constantFrom('direct', 'gossip'),
  validators: fc.constantFrom({ kind: 'all' }, { kind: 'random', count: 5 }),
});

export const randomIntervals: fc.Arbitrary<Interval[]> = fc.array(
  fc.record({ happenings: fc.array(happening, { maxLength: 12 }), inForce: configuration }),
  { minLength: 1, maxLength: 8 },
);

/** A world in which the same happens to some nodes at the same times, and to the system as a whole. */
export class World {
  now = 0;
  private height = 0;
  private configurationHeight = 0;
  private intervals = 0;
  private arrivals = 0;

  constructor(
    private readonly observations: Observations,
    private readonly submissions: Submissions,
    private readonly nodes: readonly number[],
  ) {}

  happens({ what, after, transactions, switched }: Happening): void {
    this.now += after;
    const { observations, now } = this;
    switch (what) {
      case 'commit': {
        const { height, configurationHeight } = this;
        const parent = height === 0 ? undefined : { height, transactions: 0, configurationHeight };
        if (switched) this.configurationHeight++;
        for (let index = 0; index < transactions; index++) this.submissions.add(now - 1e8 * (transactions - index));
        this.submissions.take(transactions);
        const block = { height: ++this.height, transactions, configurationHeight: this.configurationHeight };
        for (const node of this.nodes) {
          observations.committed(node, block, parent, now);
          if (switched) observations.applied(node, configurationHeight, this.configurationHeight, now);
        }
        observations.decided(block, parent, now);
        return;
      }
      case 'round':
        for (const node of this.nodes) {
          observations.viewAbandoned(node, true, now);
          observations.roundsFailed(1, node, now);
        }
        observations.roundsFailed(1, undefined, now);
        return;
      case 'cycle':
        for (const node of this.nodes) observations.cycleAbandoned(node, switched, now);
        observations.cycleFailed(now);
        if (switched) observations.intervalMissed(now);
        return;
      case 'second':
        this.arrivals += transactions;
        observations.tick({ waiting: 3 * transactions, arrivals: this.arrivals, dropped: 0 }, now);
    }
  }

  /** An interval ends, a while after what happened last. @returns when, ns */
  intervalEnds(): number {
    this.now += 1e8;
    const end = this.now;
    this.observations.intervalEnds(++this.intervals, end);
    return end;
  }

  /** The configuration block of the last interval has been agreed, and nodes have it. */
  agreed(): void {
    this.now += 1e8;
    for (const node of this.nodes) this.observations.received(node, this.intervals, this.now);
    this.observations.agreed(this.now);
    const phase = 1e8;
    this.observations.arrived(phase, this.now);
    this.observations.reconfigured({ agreement: phase, update: phase, total: 3 * phase }, this.now);
  }
}
