import { bit } from '../../kernel/bit.js';
import { NEVER } from '../../kernel/time.js';
import { RECEIVERS } from '../network-state.js';
import { DueNodes } from './due-nodes.js';
import { EarliestVotes } from './earliest-votes.js';
import { kthSmallest } from './k-smallest.js';
import type { Poll } from './quorums.js';
import type { VoteArrivals, Votes } from './vote-arrivals.js';

/** What a node waits for. */
const Stage = {
  /** That enough votes are sent. */
  voting: 0,
  /** A moment before which it cannot have enough: then it is worked out when it has. */
  bounded: 1,
  /** The moment at which it has enough. */
  dated: 2,
  /** Nothing: it has been told. */
  told: 3,
  /** The next vote, whichever it is. */
  listening: 4,
} as const;

/** Where a look at the bounds stands among simultaneous events: it is none. */
const LOOK = -1;

/** Into how many steps per node the time is divided in which votes may arrive that are sent now. */
const STEPS = 2;

/**
 * The votes of one kind on one subject, and when each node has `needed` of them, its own among them: the time of the k-th
 * arrival, an order statistic. Every vote has bounds on its arrival that cost an addition, also one that is not sent yet: it
 * arrives no sooner than if it were sent now. So the k-th smallest of the lower bounds is a lower bound of the k-th arrival.
 * When that moment comes, only votes are dated whose bounds leave it open whether they are the k-th. A vote that is sent
 * after that may overtake them; that is looked at when it is sent.
 */
export class Quorum implements Votes {
  topic = 0;
  kind = 0;
  subject = 0;
  size = 0;
  validation = 0;
  needed = 0;
  /** Votes that were sent. */
  sent = 0;
  readonly sender: Int32Array;
  readonly sentAt: Float64Array;
  readonly sequence: Float64Array;
  readonly identity0: Int32Array;
  readonly identity1: Int32Array;
  rows: (Float64Array | undefined)[] = [];
  /** Until when its votes are under way at the latest, ns. */
  until = 0;
  /** The entry of the queue that stands for it, ns and order; {@link NEVER} without. */
  queuedAt = NEVER;
  queuedOrder = 0;
  /** What is due to each node: a look at its bounds, the vote that completes its quorum, or the next one that it listens to. */
  readonly due: DueNodes;
  #arrivals: VoteArrivals | undefined;
  /** What votes take at least and at most beyond the latency of a way, and how far apart the bounds of one lie at most, ns. */
  #least = 0;
  #most = 0;
  #width = 0;
  readonly #nodes: number;
  readonly #stage: Uint8Array;
  /** Nodes that are dated or listen: one more vote may come sooner than what is due to them. */
  #watching = 0;
  /** The vote that makes enough, by node. */
  readonly #teller: Int32Array;
  /** Votes that are dated and make the quorum of a node; those that are not come before this moment, ns. */
  readonly #earliest: EarliestVotes;
  readonly #soonest: Float64Array;
  /** Votes that may be the k-th arrival at a node, in the order of their arrivals. */
  readonly #candidates: Int32Array;
  readonly #times: Float64Array;
  /** Votes that may come to a node after a moment, and the lower bounds of their arrivals, ns. */
  readonly #open: Int32Array;
  readonly #bounds: Float64Array;
  /** When the vote of each node leaves at the soonest, ns from now on, and how many arrive after how many steps from now. */
  readonly #votesAt: Float64Array;
  readonly #counts: Int32Array;

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.sender = new Int32Array(nodes);
    this.sentAt = new Float64Array(nodes);
    this.sequence = new Float64Array(nodes);
    this.identity0 = new Int32Array(nodes);
    this.identity1 = new Int32Array(nodes);
    this.due = new DueNodes(nodes);
    this.#stage = new Uint8Array(nodes);
    this.#teller = new Int32Array(nodes);
    this.#earliest = new EarliestVotes(nodes);
    this.#soonest = new Float64Array(nodes);
    this.#candidates = new Int32Array(nodes);
    this.#times = new Float64Array(nodes);
    this.#open = new Int32Array(nodes);
    this.#bounds = new Float64Array(nodes);
    this.#votesAt = new Float64Array(nodes);
    this.#counts = new Int32Array(STEPS * nodes + 1);
  }

  /** @param validation of a vote, ns @param added what votes of this size take beyond the latency of a link, ns */
  open(poll: Poll, validation: number, arrivals: VoteArrivals, added: { least: number; most: number }): void {
    this.topic = poll.topic;
    this.kind = poll.kind;
    this.subject = poll.subject;
    this.size = poll.size;
    this.needed = poll.needed;
    this.validation = validation;
    this.#arrivals = arrivals;
    this.#least = added.least + validation;
    this.#most = added.most;
    this.#width = arrivals.ways.mostLinks * added.most - added.least;
    this.until = 0;
    this.rows.length = 0;
    this.end();
  }

  /** Nobody is told anything any more. */
  end(): void {
    this.sent = 0;
    this.queuedAt = NEVER;
    this.due.clear();
    this.#stage.fill(Stage.voting);
    this.#watching = 0;
  }

  /** The vote that was added last takes part. @param now when it was sent, ns */
  add(now: number): void {
    const vote = this.sent++;
    this.until = Math.max(this.until, now + this.longest);
    if (this.sent === this.needed) this.#bound(now);
    else if (this.#watching > 0) this.#overtake(vote, now);
  }

  /** How long a vote is under way at most, ns. */
  get longest(): number {
    const { mostLinks, mostLatency } = this.#spread.ways;
    return mostLatency + mostLinks * this.#most + this.validation;
  }

  /** For how long copies of a vote are under way at most: by gossip the last node that it reaches sends some, too. ns */
  get busy(): number {
    return this.longest + this.#spread.ways.mostLatency + this.#most;
  }

  /** When node can hear of the vote, ns. */
  at(vote: number, node: number): number {
    if (this.sender[vote] === node) return this.sentAt[vote];
    return this.#spread.at(this, vote, node) + this.validation;
  }

  /** Whether node has a vote by now: mostly its bounds say so. @param now ns @param order of the event that is taking place */
  hasArrived(vote: number, node: number, now: number, order: number): boolean {
    const way = node * this.#nodes + this.sender[vote];
    const { latency, links } = this.#spread.ways;
    const sent = this.sentAt[vote] + latency[way];
    if (sent + this.#least > now) return false;
    if (sent + links[way] * this.#most + this.validation < now) return true;
    const at = this.at(vote, node);
    return at < now || (at === now && this.orderOf(vote, node) <= order);
  }

  /** Whether node has enough by now, which it is not told any more then. @param now ns @param order of the event that is taking place */
  has(node: number, now: number, order: number): boolean {
    const stage = this.#stage[node];
    if (stage !== Stage.bounded && stage !== Stage.dated) return stage !== Stage.voting;
    if (this.due.at(node) > now) return false;
    if (stage === Stage.bounded) this.#date(node, this.due.at(node));
    const at = this.due.at(node);
    if (at > now || (at === now && this.due.order(node) > order)) return false;
    this.#tell(node);
    return true;
  }

  /** What was due next takes place. @returns the vote of which that node is told, or -1 where that is still to come */
  take(): number {
    const { node } = this.due;
    if (this.#stage[node] === Stage.bounded) {
      this.#date(node, this.due.at(node));
      return -1;
    }
    const vote = this.#teller[node];
    if (this.#stage[node] === Stage.listening) this.#listen(node, this.due.at(node), this.due.order(node));
    else this.#tell(node);
    return vote;
  }

  /** From now on node is told of every vote. @param order of the event that is taking place */
  listen(node: number, now: number, order: number): void {
    if (this.#stage[node] !== Stage.told) return;
    this.#stage[node] = Stage.listening;
    this.#watching++;
    this.due.add(node, NEVER, 0);
    this.#listen(node, now, order);
  }

  /** Where the arrival of a vote at a node stands among simultaneous events. */
  orderOf(vote: number, node: number): number {
    return this.sequence[vote] * RECEIVERS + node;
  }

  /**
   * When every node can have enough at the soonest, as soon as there are enough votes. That need not be exact: the lower bounds of
   * arrivals are counted by how long after now they are, and that count tells where the k-th is to within some milliseconds.
   */
  #bound(now: number): void {
    const nodes = this.#nodes;
    const counts = this.#counts;
    const votesAt = this.#votesAt;
    const { latency, mostLatency } = this.#spread.ways;
    const step = (mostLatency + this.#least + 1) / (counts.length - 1);
    const perStep = 1 / step;
    const start = now - this.#least;
    votesAt.fill(this.#least);
    for (let vote = 0; vote < this.sent; vote++) votesAt[this.sender[vote]] = this.sentAt[vote] - start;
    for (let node = 0; node < nodes; node++) {
      const row = node * nodes;
      counts.fill(0);
      for (let sender = 0; sender < nodes; sender++) {
        const steps = ((votesAt[sender] + latency[row + sender]) * perStep) | 0;
        // What came before now came by the first step.
        counts[steps & ~(steps >> 31)]++;
      }
      let passed = 0;
      let left = this.needed;
      while (left > counts[passed]) left -= counts[passed++];
      this.#stage[node] = Stage.bounded;
      this.due.add(node, now + Math.floor(passed * step), LOOK);
    }
  }

  /** One more vote may reach nodes before what is due to them. */
  #overtake(vote: number, now: number): void {
    const { latency } = this.#spread.ways;
    const sender = this.sender[vote];
    for (let node = 0; node < this.#nodes; node++) {
      const stage = this.#stage[node];
      if (stage === Stage.listening) this.#hearOf(node, vote);
      if (stage !== Stage.dated) continue;
      const lower = now + latency[node * this.#nodes + sender] + this.#least;
      if (lower < this.due.at(node)) this.#count(node, vote, lower);
    }
  }

  /** Counts one more vote at a node whose quorum is dated. @param lower bound of its arrival, ns */
  #count(node: number, vote: number, lower: number): void {
    if (this.sender[vote] === node) {
      // It has its own vote before anything else takes place at that moment.
      this.#date(node, lower);
      return;
    }
    const at = this.at(vote, node);
    if (at >= this.due.at(node)) return;
    if (at < this.#soonest[node]) {
      // It may come before votes of which nothing else is known than that they are earlier than this.
      this.#date(node, lower);
      return;
    }
    this.#earliest.replaceLatest(node, at, vote);
    this.#await(node, this.#earliest.latest(node), this.#earliest.latestAt(node));
  }

  /**
   * When node has enough of the votes that are sent. Those whose upper bound lies below the k-th lower bound come before the
   * k-th arrival, and those whose lower bound lies above the k-th upper bound behind it; the others are dated and counted through.
   *
   * @param floor what the k-th lower bound is not smaller than, unless that is past, ns
   */
  #date(node: number, floor: number): void {
    const { latency, links } = this.#spread.ways;
    const row = node * this.#nodes;
    const { sent, sentAt, sender } = this;
    const least = this.#least;
    const width = this.#width;
    const bounds = this.#bounds;
    const open = this.#open;
    // Whose bounds are no further apart than those of any way comes before, whatever its way.
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
      // Its own vote, which it has at once, made it enough.
      this.#date(node, Number.NEGATIVE_INFINITY);
      return;
    }
    const soonest = kthSmallest(bounds, left, this.needed - before, floor, this.#times);
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
    this.#soonest[node] = soonest;
    if (this.#stage[node] === Stage.bounded) this.#watching++;
    this.#stage[node] = Stage.dated;
    this.#await(node, this.#candidates[count - 1], this.#times[count - 1]);
  }

  /** The upper bound of an arrival by its lower one, over a way of so many links. */
  #upper(lower: number, links: number): number {
    return lower - this.#least + links * this.#most + this.validation;
  }

  /** Puts a vote among the candidates before it, by time and then by number, which is how votes were sent. */
  #insert(vote: number, time: number, count: number): void {
    let i = count;
    for (; i > 0 && this.#times[i - 1] > time; i--) {
      this.#times[i] = this.#times[i - 1];
      this.#candidates[i] = this.#candidates[i - 1];
    }
    this.#times[i] = time;
    this.#candidates[i] = vote;
  }

  /** A vote is what node is told of next. @param at when it can hear of it, ns */
  #await(node: number, vote: number, at: number): void {
    this.#teller[node] = vote;
    this.due.move(node, at, this.orderOf(vote, node));
  }

  #tell(node: number): void {
    this.#stage[node] = Stage.told;
    this.#watching--;
    this.due.remove(node);
  }

  /** Finds the next vote that node hears of after one at `time` of this order. */
  #listen(node: number, time: number, order: number): void {
    this.due.move(node, NEVER, 0);
    for (let vote = 0; vote < this.sent; vote++) {
      const at = this.at(vote, node);
      if (at > time || (at === time && this.orderOf(vote, node) > order)) this.#hearOf(node, vote);
    }
  }

  #hearOf(node: number, vote: number): void {
    if (this.sender[vote] === node) return;
    const at = this.at(vote, node);
    if (at < this.due.at(node)) this.#await(node, vote, at);
  }

  get #spread(): VoteArrivals {
    if (!this.#arrivals) throw new Error('a quorum is opened before it is asked about');
    return this.#arrivals;
  }
}
