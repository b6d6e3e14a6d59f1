import { hexModulo } from '../kernel/hash.js';
import { toSeconds } from '../kernel/time.js';
import type { Culprit, Deed } from '../model/culprits.js';
import type { FactReader } from '../model/fact-readers.js';
import type { Misbehaved } from '../model/fault-facts.js';
import type { Chain } from '../model/faults.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** Deeds of proposers: the proposer causes its cycle or round to fail. */
const PROPOSALS: ReadonlySet<Deed> = new Set(['silent', 'invalid', 'equivocated', 'late', 'harmful']);

/** Deeds of voters: only so many that they block a quorum cause a cycle or round to fail. */
const VOTES: ReadonlySet<Deed> = new Set(['abstained', 'opposed', 'doubleVoted', 'votedLate']);

/** s */
const NANOSECOND = 1e-9;

/** One cycle or round: who misbehaved in it, and what came of it. */
interface Attempt {
  height: number;
  view: number;
  proposer?: Culprit;
  /** What its proposal was late by, s. */
  lateBy?: number;
  voters: Set<Culprit>;
  /** Put down to those who made it fail; absent while it has not. s */
  failure?: { culprits: readonly Culprit[]; seconds: number };
}

/** One chain: the start of the current cycle or round, and the nodes that misbehaved, by height and view. */
class Attempts {
  /** ns */
  began = 0;
  /** Smallest number of voters whose absence prevents a quorum. */
  blocking = Number.POSITIVE_INFINITY;
  readonly #known = new Map<string, Attempt>();

  add(height: number, view: number, culprit: Culprit, lateBy?: number): void {
    const attempt = this.in(height, view);
    if (PROPOSALS.has(culprit.deed)) {
      attempt.proposer = culprit;
      if (lateBy !== undefined) attempt.lateBy = lateBy;
    } else if (VOTES.has(culprit.deed)) attempt.voters.add(culprit);
  }

  in(height: number, view: number): Attempt {
    const name = `${height} ${view}`;
    const attempt = this.#known.get(name) ?? { height, view, voters: new Set<Culprit>() };
    this.#known.set(name, attempt);
    return attempt;
  }

  of(height: number): Attempt[] {
    return [...this.#known.values()].filter((attempt) => attempt.height === height);
  }

  /** Who made an attempt fail, as far as is known. */
  culprits({ proposer, voters }: Attempt): Culprit[] {
    if (proposer) return [proposer];
    return voters.size >= this.blocking ? [...voters] : [];
  }

  forget(height: number): void {
    for (const [name, attempt] of this.#known) if (attempt.height <= height) this.#known.delete(name);
  }
}

/** The proposers of the management chain: `(h_l + FC) mod |MN|`, or members in turn. */
export interface Rotation {
  members: readonly number[];
  /** Smallest number of members whose absence prevents a quorum. */
  blocking: number;
  proposer: 'hash' | 'turns';
}

/**
 * Attributes failed cycles, failed rounds and missed intervals to nodes that misbehaved, or that were down or cut off from
 * a quorum when it was their turn to propose a configuration.
 */
export class Culprits {
  readonly #warmup: number;
  readonly #nameOf: (node: number) => string;
  readonly #rotation: Rotation;
  readonly #rows = new Map<string, Culprit>();
  readonly #down = new Set<number>();
  readonly #partitions = new Map<number, readonly (readonly number[])[]>();
  readonly #chains: Record<Chain, Attempts> = { primary: new Attempts(), management: new Attempts() };
  /** The nodes that made cycles of the current interval fail. */
  readonly #inInterval = new Set<Culprit>();
  /** Hash of the latest configuration block. */
  #latest = '';

  /** @param warmup earlier deeds are not counted, ns @param nameOf gives place and number of a node */
  constructor(warmup: number, nameOf: (node: number) => string, rotation: Rotation) {
    this.#warmup = warmup;
    this.#nameOf = nameOf;
    this.#rotation = rotation;
    this.#chains.management.blocking = rotation.blocking;
  }

  readonly reader: FactReader = {
    nodeCrashed: (_, { node }) => {
      this.#down.add(node);
    },
    nodeRestarted: (_, { node }) => {
      this.#down.delete(node);
    },
    partitionBegan: (_, { fault, sides }) => {
      this.#partitions.set(fault, sides);
    },
    partitionHealed: (_, { fault }) => {
      this.#partitions.delete(fault);
    },
    misbehaved: (at, fact) => this.#misbehaved(at, fact),
    epochStarted: (_, { validators, quorum }) => {
      this.#chains.primary.blocking = validators.length - quorum + 1;
    },
    managementStarted: (_, { hash }) => {
      this.#latest = hash;
    },
    intervalEnded: (at) => {
      this.#chains.management.began = at;
      this.#inInterval.clear();
    },
    cycleFailed: (at, { height, cycle }) => this.#cycleFailed(at, height, cycle - 1),
    intervalMissed: (at) => {
      if (at >= this.#warmup) for (const culprit of this.#inInterval) culprit.missed++;
    },
    configurationAgreed: (at, { height, hash, proposer }) => {
      this.#latest = hash;
      this.#decided(at, 'management', height, proposer);
    },
    roundFailed: (at, { height, view }) => {
      const { primary } = this.#chains;
      const attempt = primary.in(height, view);
      this.#failed(at, primary, attempt, primary.culprits(attempt));
    },
    blockFinalized: (at, { height, view, proposer }) => {
      const { primary } = this.#chains;
      primary.began = at;
      for (const attempt of primary.of(height)) if (attempt.view >= view) takeBack(attempt);
      this.#decided(at, 'primary', height, proposer);
    },
  };

  #misbehaved(at: number, { chain, node, misdeed, height, view, by }: Misbehaved): void {
    const culprit = this.#row(chain, node, misdeed);
    if (at >= this.#warmup) culprit.count++;
    this.#chains[chain].add(height, view, culprit, misdeed === 'late' ? by : undefined);
  }

  /** A delayed proposal that is decided costs its delay. */
  #decided(at: number, chain: Chain, height: number, proposer: number): void {
    const attempts = this.#chains[chain];
    const late = attempts
      .of(height)
      .findLast((each) => each.proposer?.node === proposer && each.lateBy !== undefined && !each.failure);
    if (late?.proposer && at >= this.#warmup) late.proposer.seconds += late.lateBy ?? 0;
    attempts.forget(height);
  }

  #cycleFailed(at: number, height: number, view: number): void {
    const { management } = this.#chains;
    const attempt = management.in(height, view);
    const found = management.culprits(attempt);
    const proposer = this.#turn(height, view);
    const deed = this.#down.has(proposer) ? 'down' : this.#isCutOff(proposer) ? 'cutOff' : undefined;
    if (found.length === 0 && deed) {
      const row = this.#row('management', proposer, deed);
      if (at >= this.#warmup) row.count++;
      found.push(row);
    }
    for (const culprit of found) this.#inInterval.add(culprit);
    this.#failed(at, management, attempt, found);
  }

  #failed(at: number, attempts: Attempts, attempt: Attempt, culprits: readonly Culprit[]): void {
    const seconds = toSeconds(at - attempts.began);
    attempts.began = at;
    if (at < this.#warmup) return;
    attempt.failure = { culprits, seconds };
    for (const culprit of culprits) {
      culprit.failed++;
      culprit.seconds += seconds;
    }
  }

  /** Whether a partition leaves a proposer with too few members for a quorum. */
  #isCutOff(proposer: number): boolean {
    const { members, blocking } = this.#rotation;
    const quorum = members.length - blocking + 1;
    return [...this.#partitions.values()].some((sides) => {
      const side = sides.find((nodes) => nodes.includes(proposer)) ?? [];
      return members.filter((member) => side.includes(member)).length < quorum;
    });
  }

  #turn(height: number, view: number): number {
    const { members, proposer } = this.#rotation;
    const first = proposer === 'turns' ? height - 1 : hexModulo(this.#latest, members.length);
    return members[(first + view) % members.length];
  }

  #row(chain: Chain, node: number, deed: Deed): Culprit {
    const key = `${chain} ${node} ${deed}`;
    let row = this.#rows.get(key);
    if (!row) {
      row = { chain, node, name: this.#nameOf(node), deed, count: 0, failed: 0, missed: 0, seconds: 0 };
      this.#rows.set(key, row);
    }
    return row;
  }

  /** The culprits so far, the costliest first. */
  get all(): Culprit[] {
    return Array.from(this.#rows.values(), (row) => ({ ...row })).sort(
      (a, b) => b.seconds - a.seconds || b.count - a.count || a.node - b.node,
    );
  }
}

/** A round that was given up while its votes were on their way has not failed where a block comes of it after all. */
function takeBack(attempt: Attempt): void {
  for (const culprit of attempt.failure?.culprits ?? []) {
    const left = culprit.seconds - (attempt.failure?.seconds ?? 0);
    culprit.failed--;
    // Times are whole nanoseconds: less than one is the rounding of sums.
    culprit.seconds = left < NANOSECOND ? 0 : left;
  }
  delete attempt.failure;
}

/** The table of culprits. */
export function culpritsTable(culprits: readonly Culprit[]): Table {
  const rows = new Recorder('culprits');
  for (const culprit of culprits) rows.add({ ...culprit });
  return rows.table();
}
