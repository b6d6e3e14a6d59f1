import fc from 'fast-check';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Configuration } from '../../../engine/model/configuration.js';
import { toReaders } from '../../../engine/model/fact-readers.js';
import type { Fact, FactSink } from '../../../engine/model/facts.js';
import type { Submissions } from '../../../engine/primary/submissions.js';
import type { Observations } from '../../../engine/twins/observations.js';

/** An observation of a node between two interval ends, shortly after the previous observation. */
export interface Happening {
  readonly what: 'commit' | 'round' | 'cycle' | 'second';
  /** ns */
  readonly after: number;
  readonly transactions: number;
  readonly switched: boolean;
}

/** The happenings in an interval, and the configuration in force at its end. */
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

/** Feeds the same happenings to some nodes at the same times, and to the system as a whole. */
export class World {
  now = 0;
  private height = 0;
  private configurationHeight = 0;
  private intervals = 0;
  private arrivals = 0;
  private readonly record: FactSink;

  constructor(
    observations: Observations,
    private readonly submissions: Submissions,
    private readonly nodes: readonly number[],
  ) {
    this.record = toReaders(observations.readers);
    this.tell({
      kind: 'epochStarted',
      firstHeight: 1,
      topic: 0,
      consensus: 'pbft',
      dissemination: 'direct',
      validators: nodes,
      quorum: nodes.length,
      fastest: nodes.length,
    });
  }

  private tell(fact: Fact): void {
    this.record(this.now, fact);
  }

  happens({ what, after, transactions, switched }: Happening): void {
    this.now += after;
    switch (what) {
      case 'commit':
        this.commit(transactions, switched);
        return;
      case 'round':
        for (const node of this.nodes) {
          this.tell({ kind: 'viewAbandoned', node, height: this.height + 1, view: 0, isValidator: true });
        }
        this.tell({ kind: 'roundFailed', height: this.height + 1, view: 0, proposer: 0 });
        return;
      case 'cycle': {
        const height = this.intervals;
        for (const node of this.nodes) this.tell({ kind: 'cycleAbandoned', node, height, isLast: switched });
        this.tell({ kind: 'cycleFailed', height, cycle: 1 });
        if (switched) this.tell({ kind: 'intervalMissed', height });
        return;
      }
      case 'second':
        this.arrivals += transactions;
        this.tell({
          kind: 'secondPassed',
          pool: { waiting: 3 * transactions, arrivals: this.arrivals, dropped: 0 },
          traffic: { messages: 0, bytes: 0 },
        });
    }
  }

  private commit(transactions: number, switched: boolean): void {
    const isSwitch = switched && this.height > 0;
    const from = this.configurationHeight;
    if (switched) this.configurationHeight++;
    for (let index = 0; index < transactions; index++) this.submissions.add(this.now - 1e8 * (transactions - index));
    this.submissions.take(transactions);
    const height = ++this.height;
    const block = { block: height, height, view: 0, transactions, isSwitch };
    for (const node of this.nodes) {
      this.tell({ kind: 'blockCommitted', node, ...block });
      if (switched) this.tell({ kind: 'configurationApplied', node, from, to: this.configurationHeight });
    }
    this.tell({
      kind: 'blockFinalized',
      ...block,
      proposer: 0,
      bytes: 0,
      hash: '',
      configuration: this.configurationHeight,
    });
  }

  /** Ends an interval, some time after the last happening. */
  intervalEnds(): void {
    this.now += 1e8;
    this.tell({ kind: 'intervalEnded', height: ++this.intervals });
  }

  /** The configuration block of the last interval has been agreed and received by all nodes. */
  agreed(configuration: Configuration): void {
    const due = this.now;
    this.now += 1e8;
    const height = this.intervals;
    for (const node of this.nodes) {
      this.tell({ kind: 'configurationReceived', node, height, round: { height: this.height + 1, view: 0 } });
    }
    this.tell({
      kind: 'configurationAgreed',
      proposal: height,
      height,
      proposer: 0,
      hash: '',
      configuration,
      due,
      cycles: 1,
    });
  }
}
