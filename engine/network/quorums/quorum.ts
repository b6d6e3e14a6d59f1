import { bit } from '../../kernel/bit.js';
import { NEVER } from '../../kernel/time.js';
import { RECEIVERS } from '../network-state.js';
import { Delays } from './delays.js';
import { DueNodes } from './due-nodes.js';
import { EarliestQuorums } from './earliest-quorums.js';
import { EarliestVotes } from './earliest-votes.js';
import { HeardArrivals } from './heard-arrivals.js';
import { kthSmallest } from './k-smallest.js';
import type { Poll } from './quorums.js';
import type { VoteArrivals, Votes } from './vote-arrivals.js';

/** What a node waits for. */
const Stage = {
  /** Waits until enough votes have been sent. */
  voting: 0,
  /** Waits for a time before which it cannot have enough votes; then the time of the quorum is computed. */
  bounded: 1,
  /** Waits for the time at which it has enough votes. */
  dated: 2,
  /** Waits for nothing: it has been notified. */
  notified: 3,
  /** Waits for the next vote, whichever it is. */
  listening: 4,
  /** Waits for each vote from the first one on; the node counts the votes itself. */
  hearing: 5,
} as const;

/** Order of a check of the bounds: before all simultaneous events, because it is not one itself. */
const BOUNDS_CHECK = -1;

/**
 * The votes of one kind on one subject, and the time at which each node has `needed` of them, its own included: the
 * k-th arrival, an order statistic. Bounds on the arrival of a vote cost one addition, even for a vote that is not sent
 * yet, which cannot arrive earlier than if it were sent now. The k-th smallest lower bound is therefore a lower bound
 * of the k-th arrival. At that time, exact arrivals are computed only for votes whose bounds leave open whether they
 * are the k-th. A vote that is sent later may overtake them; this is checked when it is sent.
 */
export class Quorum implements Votes {
  topic = 0;
  kind = 0;
  subject = 0;
  size = 0;
  validation = 0;
  needed = 0;
  /** Number of votes sent. */
  sent = 0;
  readonly sender: Int32Array;
  readonly sentAt: Float64Array;
  readonly sequence: Float64Array;
  readonly identity0: Int32Array;
  readonly identity1: Int32Array;
  rows: (Float64Array | undefined)[] = [];
  /** Latest time at which its votes are in transit, ns. */
  until = 0;
  /** Time and order of its entry in the queue; {@link NEVER} if there is none. */
  queuedAt = NEVER;
  queuedOrder = 0;
  /**
   * The next event of each node: a check of its bounds, the vote that completes its quorum, or the next vote that it
   * listens to.
   */
  readonly due: DueNodes;
  #arrivals: VoteArrivals | undefined;
  readonly #delays: Delays;
  /**
   * Minimum and maximum time of a vote in addition to the latency of its path, and largest distance between its bounds,
   * ns.
   */
  #least = 0;
  #most = 0;
  #width = 0;
  readonly #nodes: number;
  readonly #stage: Uint8Array;
  /** Number of nodes with an exact time and of nodes that listen. One more vote may precede their events. */
  #watching = 0;
  /** The vote of which a node is notified next: the one that completes its quorum, or the next one that it listens to. */
  readonly #nextVote: Int32Array;
  /**
   * Votes with exact arrivals that belong to a node's quorum. Other votes of the quorum arrive before this time, ns.
   */
  readonly #earliest: EarliestVotes;
  readonly #soonest: Float64Array;
  /** Votes that may be the k-th arrival at a node, in the order of their arrivals. */
  readonly #candidates: Int32Array;
  readonly #times: Float64Array;
  /** Votes that may arrive at a node after a given time, and lower bounds of their arrivals, ns. */
  readonly #open: Int32Array;
  readonly #bounds: Float64Array;
  readonly #earliestQuorums: EarliestQuorums;
  readonly #heard: HeardArrivals;

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.sender = new Int32Array(nodes);
    this.sentAt = new Float64Array(nodes);
    this.sequence = new Float64Array(nodes);
    this.identity0 = new Int32Array(nodes);
    this.identity1 = new Int32Array(nodes);
    this.due = new DueNodes(nodes);
    this.#delays = new Delays(nodes);
    this.#stage = new Uint8Array(nodes);
    this.#nextVote = new Int32Array(nodes);
    this.#earliest = new EarliestVotes(nodes);
    this.#soonest = new Float64Array(nodes);
    this.#candidates = new Int32Array(nodes);
    this.#times = new Float64Array(nodes);
    this.#open = new Int32Array(nodes);
    this.#bounds = new Float64Array(nodes);
    this.#earliestQuorums = new EarliestQuorums(nodes);
    this.#heard = new HeardArrivals(nodes, (vote, node) => this.at(vote, node));
  }

  /** @param validation of a vote, ns */
  open(poll: Poll, validation: number, arrivals: VoteArrivals): void {
    const added = arrivals.addedTo(poll.size);
    this.topic = poll.topic;
    this.kind = poll.kind;
    this.subject = poll.subject;
    this.size = poll.size;
    this.needed = poll.needed;
    this.validation = validation;
    this.#arrivals = arrivals;
    this.#delays.begin(arrivals.ways);
    this.#least = added.least + validation;
    this.#most = added.most;
    this.#width = arrivals.ways.mostLinks * added.most - added.least;
    this.until = 0;
    this.rows.length = 0;
    this.end();
  }

  /** Ends all notifications. */
  end(): void {
    this.sent = 0;
    this.queuedAt = NEVER;
    this.due.clear();
    this.#stage.fill(Stage.voting);
    this.#watching = 0;
    this.#heard.clear();
  }

  get arrivals(): VoteArrivals {
    return this.#spread;
  }

  lose(vote: number, node: number): void {
    this.#delays.lose(this.sender[vote], node);
  }

  fix(vote: number, receivers: Int32Array, times: Float64Array, count: number): void {
    this.#delays.fix(this.sender[vote], this.sentAt[vote], receivers, times, count);
  }

  /** Adds the latest vote. @param now time at which it was sent, ns */
  add(now: number): void {
    const vote = this.sent++;
    this.until = Math.max(this.until, now + this.longest);
    if (this.sent === this.needed) this.#bound(now);
    if (this.#watching > 0) this.#overtake(vote, now);
  }

  /** Maximum time for which a vote is in transit, ns. */
  get longest(): number {
    const { isExact, ways } = this.#spread;
    if (isExact) return this.#delays.longest + this.validation;
    return ways.mostLatency + ways.mostLinks * this.#most + this.validation;
  }

  /**
   * Maximum time for which copies of a vote are in transit, ns. With gossip, the last node reached also sends copies.
   */
  get busy(): number {
    const { ways } = this.#spread;
    return this.#spread.busy?.(this.size) ?? this.longest + ways.mostLatency + this.#most;
  }

  /** Time at which node can receive the vote, ns. */
  at(vote: number, node: number): number {
    const sender = this.sender[vote];
    if (sender === node) return this.sentAt[vote];
    const delay = this.#delays.least[node * this.#nodes + sender];
    if (delay === Number.POSITIVE_INFINITY) return delay;
    if (this.#spread.isExact) return this.sentAt[vote] + delay + this.validation;
    return this.#spread.at(this, vote, node) + this.validation;
  }

  /**
   * Whether node has received a vote by now; usually its bounds decide. @param now ns @param order of the current event
   */
  hasArrived(vote: number, node: number, now: number, order: number): boolean {
    const way = node * this.#nodes + this.sender[vote];
    const { links } = this.#spread.ways;
    const sent = this.sentAt[vote] + this.#delays.least[way];
    if (sent + this.#least > now) return false;
    if (sent + links[way] * this.#most + this.validation < now) return true;
    const at = this.at(vote, node);
    return at < now || (at === now && this.orderOf(vote, node) <= order);
  }

  /**
   * Whether node has enough votes by now. If so, it is not notified any more. @param now ns @param order of the current
   * event
   */
  has(node: number, now: number, order: number): boolean {
    const stage = this.#stage[node];
    if (stage !== Stage.bounded && stage !== Stage.dated) return stage === Stage.notified || stage === Stage.listening;
    if (this.due.at(node) > now) return false;
    if (stage === Stage.bounded) this.#date(node, this.due.at(node));
    const at = this.due.at(node);
    if (at > now || (at === now && this.due.order(node) > order)) return false;
    this.#stopWaiting(node);
    return true;
  }

  /** Takes the next event. @returns the vote of which the node is notified, or -1 if it must still wait */
  take(): number {
    const { node } = this.due;
    if (this.#stage[node] === Stage.bounded) {
      this.#date(node, this.due.at(node));
      return -1;
    }
    const vote = this.#nextVote[node];
    if (this.#stage[node] >= Stage.listening) this.#listen(node, this.due.at(node), this.due.order(node));
    else this.#stopWaiting(node);
    return vote;
  }

  /** From now on node is notified of every vote. @param order of the current event */
  listen(node: number, now: number, order: number): void {
    if (this.#stage[node] !== Stage.notified) return;
    this.#stage[node] = Stage.listening;
    this.#watching++;
    this.due.add(node, NEVER, 0);
    this.#listen(node, now, order);
  }

  /** Node is notified of every vote, from the first one on. */
  hear(node: number): void {
    this.#stage[node] = Stage.hearing;
    this.#watching++;
    this.due.add(node, NEVER, 0);
  }

  hears(node: number): boolean {
    return this.#stage[node] === Stage.hearing;
  }

  /** Order of a vote's arrival at a node among simultaneous events. */
  orderOf(vote: number, node: number): number {
    return this.sequence[vote] * RECEIVERS + node;
  }

  /** Enough votes are sent: from now on a node may have enough. */
  #bound(now: number): void {
    const earliest = this.#earliestQuorums;
    earliest.begin(this, this.sent, now, this.#least, Math.max(this.#spread.ways.mostLatency, this.#delays.longest));
    for (let node = 0; node < this.#nodes; node++) {
      if (this.#stage[node] === Stage.hearing) continue;
      const steps = earliest.stepsUntil(this.needed, this.#delays.least, node * this.#nodes);
      this.#stage[node] = Stage.bounded;
      this.due.add(node, now + Math.floor(steps * earliest.step[0]), BOUNDS_CHECK);
    }
  }

  /** One more vote may reach nodes before their next events. */
  #overtake(vote: number, now: number): void {
    const latency = this.#delays.least;
    const sender = this.sender[vote];
    for (let node = 0; node < this.#nodes; node++) {
      const stage = this.#stage[node];
      if (stage >= Stage.listening) this.#hearOf(node, vote);
      if (stage !== Stage.dated) continue;
      const lower = now + latency[node * this.#nodes + sender] + this.#least;
      if (lower < this.due.at(node)) this.#count(node, vote, lower);
    }
  }

  /** Counts one more vote at a node with an exact quorum time. @param lower bound of its arrival, ns */
  #count(node: number, vote: number, lower: number): void {
    if (this.sender[vote] === node) {
      // It has its own vote before every other event at that time.
      this.#date(node, lower);
      return;
    }
    const at = this.at(vote, node);
    if (at >= this.due.at(node)) return;
    if (at < this.#soonest[node]) {
      // It may precede votes of which only an upper bound is known.
      this.#date(node, lower);
      return;
    }
    this.#earliest.replaceLatest(node, at, vote);
    this.#await(node, this.#earliest.latest(node), this.#earliest.latestAt(node));
  }

  /**
   * Computes when node has enough of the sent votes. Votes whose upper bound is below the k-th lower bound precede the
   * k-th arrival, and votes whose lower bound is above the k-th upper bound follow it. The arrivals of the others are
   * computed and counted.
   *
   * @param floor lower limit of the k-th lower bound, unless it is in the past, ns
   */
  #date(node: number, floor: number): void {
    const { links } = this.#spread.ways;
    const latency = this.#delays.least;
    const row = node * this.#nodes;
    const { sent, sentAt, sender } = this;
    const least = this.#least;
    const width = this.#width;
    const bounds = this.#bounds;
    const open = this.#open;
    // It precedes the others by more than the distance between any bounds, whatever its path.
    const early = floor - width;
    let left = 0;
    for (let vote = 0; vote < sent; vote++) {
      const lower = sentAt[vote] + latency[row + sender[vote]] + least;
      bounds[left] = lower;
      open[left] = vote;
      left += bit(lower >= early);
    }
    let before = sent - left;
    if (before >= this.needed) {
      // Its own vote, which it has at once, completed the quorum.
      this.#date(node, Number.NEGATIVE_INFINITY);
      return;
    }
    const soonest = kthSmallest(bounds, left, this.needed - before, floor, this.#times);
    if (this.#stage[node] === Stage.bounded) this.#watching++;
    this.#stage[node] = Stage.dated;
    this.#soonest[node] = soonest;
    if (soonest === Number.POSITIVE_INFINITY) {
      // Votes were lost: whichever is sent next may complete the quorum.
      this.due.move(node, NEVER, 0);
      return;
    }
    let found = 0;
    for (let i = 0; i < left; i++) {
      const lower = bounds[i];
      before += bit(lower < soonest - width);
      if (Math.abs(lower - soonest) > width) continue;
      const vote = open[i];
      if (this.#upper(lower, links[row + sender[vote]]) < soonest) before++;
      else this.#insert(vote, this.at(vote, node), found++);
    }
    const count = this.needed - before;
    this.#earliest.set(node, this.#times, this.#candidates, count);
    this.#await(node, this.#candidates[count - 1], this.#times[count - 1]);
  }

  /** The upper bound of an arrival from its lower bound, for a path of this many links. */
  #upper(lower: number, links: number): number {
    return lower - this.#least + links * this.#most + this.validation;
  }

  /** Inserts a vote into the candidates before it, by time and then by number, which is the order of sending. */
  #insert(vote: number, time: number, count: number): void {
    let i = count;
    for (; i > 0 && this.#times[i - 1] > time; i--) {
      this.#times[i] = this.#times[i - 1];
      this.#candidates[i] = this.#candidates[i - 1];
    }
    this.#times[i] = time;
    this.#candidates[i] = vote;
  }

  /** Sets the vote of which node is notified next. @param at time at which it can receive the vote, ns */
  #await(node: number, vote: number, at: number): void {
    this.#nextVote[node] = vote;
    this.due.move(node, at, this.orderOf(vote, node));
  }

  #stopWaiting(node: number): void {
    this.#stage[node] = Stage.notified;
    this.#watching--;
    this.due.remove(node);
  }

  /** Finds the next vote that node receives after the one at `time` with this order. */
  #listen(node: number, time: number, order: number): void {
    this.due.move(node, NEVER, 0);
    const arrivals = this.#heard.at(node, this.sent);
    for (let vote = 0; vote < this.sent; vote++) {
      const at = arrivals[vote];
      if (at > time || (at === time && this.orderOf(vote, node) > order)) this.#hearOf(node, vote);
    }
  }

  #hearOf(node: number, vote: number): void {
    if (this.sender[vote] === node) return;
    const at = this.#heard.at(node, vote + 1)[vote];
    if (at < this.due.at(node)) this.#await(node, vote, at);
  }

  get #spread(): VoteArrivals {
    if (!this.#arrivals) throw new Error('a quorum must be opened before it is queried');
    return this.#arrivals;
  }
}
