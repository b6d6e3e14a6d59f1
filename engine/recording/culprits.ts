import { protocolNamed } from '../consensus/protocols.js';
import { hexModulo } from '../kernel/hash.js';
import { toSeconds } from '../kernel/time.js';
import type { Culprit, Deed } from '../model/culprits.js';
import type { FactReader } from '../model/fact-readers.js';
import type { Misbehaved } from '../model/fault-facts.js';
import type { Chain } from '../model/faults.js';
import type { Table } from '../model/results.js';
import { Outages } from './outages.js';
import { Recorder } from './recorder.js';

/** Deeds of proposers: the proposer causes its cycle or round to fail. */
const PROPOSALS: ReadonlySet<Deed> = new Set(['silent', 'invalid', 'equivocated', 'late', 'harmful']);

/** Deeds of voters: they cause a cycle or round to fail only if enough voters are involved to prevent a quorum. */
const VOTES: ReadonlySet<Deed> = new Set(['abstained', 'opposed', 'doubleVoted', 'votedLate']);

/** s */
const NANOSECOND = 1e-9;

/** One cycle or round, with the misdeeds in it and its outcome. */
interface Attempt {
  height: number;
  view: number;
  proposer?: Culprit;
  /** Delay of its proposal, s. */
  lateBy?: number;
  voters: Set<Culprit>;
  /** The failure, and the nodes to which it is attributed; absent if it has not failed. s */
  failure?: { height: number; culprits: readonly Culprit[]; seconds: number };
}

/** One chain: the start of the current cycle or round, and the nodes that misbehaved, by height and view. */
class Attempts {
  /** ns */
  began = 0;
  /** The voters, and the number of them that decide. */
  voters: readonly number[] = [];
  quorum = 0;
  /** Whether heights overlap. Views are then numbered across heights, and the height of a view is uncertain. */
  overlaps = false;
  readonly #known = new Map<string, Attempt>();

  add(height: number, view: number, culprit: Culprit, lateBy?: number): void {
    const attempt = this.in(height, view);
    if (PROPOSALS.has(culprit.deed)) {
      attempt.proposer = culprit;
      if (lateBy !== undefined) attempt.lateBy = lateBy;
    } else if (VOTES.has(culprit.deed)) attempt.voters.add(culprit);
  }

  in(height: number, view: number): Attempt {
    const name = this.overlaps ? `${view}` : `${height} ${view}`;
    const attempt = this.#known.get(name) ?? { height, view, voters: new Set<Culprit>() };
    this.#known.set(name, attempt);
    return attempt;
  }

  of(height: number): Attempt[] {
    return [...this.#known.values()].filter((attempt) => attempt.height === height);
  }

  /** Those of a height that failed, by view. */
  failedAt(height: number): Attempt[] {
    return [...this.#known.values()]
      .filter(({ failure }) => failure?.height === height)
      .sort((a, b) => a.view - b.view);
  }

  /** The nodes that made an attempt fail, as far as known. */
  culprits({ proposer, voters }: Attempt): Culprit[] {
    if (proposer) return [proposer];
    return voters.size > this.voters.length - this.quorum ? [...voters] : [];
  }

  forget(height: number): void {
    for (const [name, attempt] of this.#known) if (attempt.height <= height) this.#known.delete(name);
  }
}

function isOutage(deed: Deed): boolean {
  return deed === 'down' || deed === 'cutOff';
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
 * a quorum when it was their turn to propose.
 */
export class Culprits {
  readonly #warmup: number;
  readonly #nameOf: (node: number) => string;
  readonly #rotation: Rotation;
  readonly #rows = new Map<string, Culprit>();
  readonly #outages = new Outages();
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
    this.#chains.management.voters = rotation.members;
    this.#chains.management.quorum = rotation.members.length - rotation.blocking + 1;
  }

  readonly reader: FactReader = {
    nodeCrashed: (_, { node }) => this.#outages.crashed(node),
    nodeRestarted: (at, { node }) => this.#outages.restarted(at, node),
    partitionBegan: (_, { fault, sides }) => this.#outages.parted(fault, sides),
    partitionHealed: (at, { fault }) => this.#outages.healed(at, fault),
    misbehaved: (at, fact) => this.#misbehaved(at, fact),
    epochStarted: (_, { consensus, validators, quorum }) => {
      this.#chains.primary.overlaps = protocolNamed(consensus).term !== undefined;
      this.#chains.primary.voters = validators;
      this.#chains.primary.quorum = quorum;
    },
    managementStarted: (_, { hash }) => {
      this.#latest = hash;
    },
    intervalEnded: (at) => {
      this.#chains.management.began = at;
      this.#inInterval.clear();
    },
    cycleFailed: (at, { height, cycle }) => {
      const culprits = this.#failed(at, 'management', height, cycle - 1, this.#turn(height, cycle - 1));
      for (const culprit of culprits) this.#inInterval.add(culprit);
    },
    intervalMissed: (at) => {
      if (at >= this.#warmup) for (const culprit of this.#inInterval) culprit.missed++;
    },
    configurationAgreed: (at, { height, hash, proposer }) => {
      this.#latest = hash;
      this.#decided(at, 'management', height, proposer);
    },
    roundFailed: (at, { height, view, proposer }) => {
      this.#failed(at, 'primary', height, view, proposer);
    },
    blockFinalized: (at, { height, view, proposer }) => {
      const { primary } = this.#chains;
      primary.began = at;
      settle(primary.failedAt(height), view, primary.overlaps);
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

  /** @returns the nodes that made it fail, as far as known */
  #failed(at: number, chain: Chain, height: number, view: number, proposer: number): Culprit[] {
    const attempts = this.#chains[chain];
    const attempt = attempts.in(height, view);
    const seconds = toSeconds(at - attempts.began);
    const isMeasured = at >= this.#warmup;
    const culprits = attempts.culprits(attempt);
    const outage = culprits.length === 0 ? this.#outages.of(proposer, attempts) : undefined;
    if (outage) culprits.push(this.#row(chain, proposer, outage));
    attempts.began = at;
    attempt.failure = { height, culprits: isMeasured ? culprits : [], seconds };
    for (const culprit of attempt.failure.culprits) {
      if (outage) culprit.count++;
      culprit.failed++;
      culprit.seconds += seconds;
    }
    return culprits;
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
    const rows = [...this.#rows.values()].filter(({ deed, count }) => count > 0 || !isOutage(deed));
    return Array.from(rows, (row) => ({ ...row })).sort(
      (a, b) => b.seconds - a.seconds || b.count - a.count || a.node - b.node,
    );
  }
}

/**
 * Corrects the failed attempts of a height once it is decided. A round that was abandoned while its votes were in
 * transit has not failed. If leaders have terms of several views, the first was reported, and the others have failed
 * with it.
 *
 * @param attempts attempts counted as failed so far, by view
 */
function settle(attempts: readonly Attempt[], rounds: number, hasTerms: boolean): void {
  for (const attempt of attempts.slice(rounds)) takeBack(attempt);
  const more = hasTerms ? Math.max(0, rounds - attempts.length) : 0;
  for (const culprit of attempts.at(-1)?.failure?.culprits ?? []) culprit.failed += more;
}

function takeBack(attempt: Attempt): void {
  for (const culprit of attempt.failure?.culprits ?? []) {
    const left = culprit.seconds - (attempt.failure?.seconds ?? 0);
    culprit.failed--;
    if (isOutage(culprit.deed)) culprit.count--;
    // Times are whole nanoseconds, so a smaller value is a rounding error.
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
