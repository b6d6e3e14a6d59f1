import { NEVER } from '../../kernel/time.js';
import { RECEIVERS } from '../network-state.js';
import { EarliestVotes } from './earliest-votes.js';
import { makeHeap, replaceGreatest } from './k-smallest.js';
import type { VoteArrivals, Votes } from './vote-arrivals.js';

/** What a node waits for. */
const Stage = {
  /** That enough votes are sent. */
  voting: 0,
  /** The moment before which it cannot have enough: then it is worked out when it has. */
  bounded: 1,
  /** The moment at which it has enough. */
  dated: 2,
  /** Nothing: it has been told. */
  told: 3,
  /** The next vote, whichever it is. */
  listening: 4,
} as const;

/**
 * The votes of one kind on one subject, and when each node has `needed` of them, its own among them: the time of the k-th
 * arrival, an order statistic. Every vote has bounds on its arrival that cost an addition, and the k-th smallest of the lower
 * bounds is a lower bound of the k-th arrival. When that moment comes, only votes are dated whose bounds leave it open whether
 * they are the k-th. What is sent later arrives later, so that nothing that is found then is ever taken back, unless a vote
 * overtakes within the width of the bounds; that is looked at when it is sent.
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
  /** When something is due next, to which node, and its order among simultaneous events: -1 for a look, which is no event. */
  dueAt = NEVER;
  dueNode = 0;
  dueOrder = 0;
  /** The entry of the queue that stands for it, ns and order; {@link NEVER} without. */
  queuedAt = NEVER;
  queuedOrder = 0;
  /** When something is due to any other node, ns. */
  #dueToOthers = NEVER;
  #arrivals: VoteArrivals | undefined;
  /** What votes take at least and at most beyond the latency of a way, and how far apart the bounds of one lie at most, ns. */
  #least = 0;
  #most = 0;
  #width = 0;
  readonly #nodes: number;
  readonly #stage: Uint8Array;
  readonly #due: Float64Array;
  /** The vote that makes enough, by node. */
  readonly #teller: Int32Array;
  /** The smallest lower bounds of each node's arrivals, as heaps of `needed`. */
  #bounds = new Float64Array(0);
  /** Votes that are dated and make the quorum of a node; those that are not come before this moment, ns. */
  readonly #earliest: EarliestVotes;
  readonly #soonest: Float64Array;
  /** Votes that may be the k-th arrival at a node, in the order of their arrivals. */
  readonly #candidates: Int32Array;
  readonly #times: Float64Array;

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.sender = new Int32Array(nodes);
    this.sentAt = new Float64Array(nodes);
    this.sequence = new Float64Array(nodes);
    this.identity0 = new Int32Array(nodes);
    this.identity1 = new Int32Array(nodes);
    this.#stage = new Uint8Array(nodes);
    this.#due = new Float64Array(nodes);
    this.#teller = new Int32Array(nodes);
    this.#earliest = new EarliestVotes(nodes);
    this.#soonest = new Float64Array(nodes);
    this.#candidates = new Int32Array(nodes);
    this.#times = new Float64Array(nodes);
  }

  /** @param added what votes of this size take beyond the latency of a link, ns */
  open(
    about: { topic: number; kind: number; subject: number; size: number; validation: number; needed: number },
    arrivals: VoteArrivals,
    added: { least: number; most: number },
  ): void {
    Object.assign(this, about);
    this.#arrivals = arrivals;
    this.#least = added.least + about.validation;
    this.#most = added.most;
    this.#width = arrivals.ways.mostLinks * added.most - added.least;
    this.sent = 0;
    this.until = 0;
    this.rows.length = 0;
    this.#stage.fill(Stage.voting);
    this.#due.fill(NEVER);
    this.dueAt = NEVER;
    if (this.#bounds.length !== this.#nodes * about.needed) this.#bounds = new Float64Array(this.#nodes * about.needed);
  }

  /** The vote that was added last takes part. @param now when it was sent, ns */
  add(now: number): void {
    const vote = this.sent++;
    this.until = Math.max(this.until, now + this.longest);
    if (this.sent < this.needed) return;
    if (this.sent === this.needed) this.#bound(now);
    else this.#tighten(vote, now);
    this.#findNext();
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
    if (this.#due[node] > now) return false;
    if (stage === Stage.bounded) this.#date(node);
    const hasEnough = this.#due[node] < now || (this.#due[node] === now && this.#dueOrderOf(node) <= order);
    if (hasEnough) {
      this.#stage[node] = Stage.told;
      this.#due[node] = NEVER;
    }
    this.#findNext();
    return hasEnough;
  }

  /** What was due next takes place. @returns the vote that completes the quorum of {@link dueNode}, or -1 where that is still to come */
  take(): number {
    const node = this.dueNode;
    if (this.#stage[node] === Stage.bounded) {
      this.#date(node);
      // Nearly always it is still the first to whom anything is due.
      if (this.#due[node] >= this.#dueToOthers) {
        this.#findNext();
      } else {
        this.dueAt = this.#due[node];
        this.dueOrder = this.#dueOrderOf(node);
      }
      return -1;
    }
    const vote = this.#teller[node];
    if (this.#stage[node] === Stage.listening) {
      this.#listen(node, this.#due[node], this.dueOrder);
    } else {
      this.#stage[node] = Stage.told;
      this.#due[node] = NEVER;
    }
    this.#findNext();
    return vote;
  }

  /** From now on node is told of every vote. @param order of the event that is taking place */
  listen(node: number, now: number, order: number): void {
    if (this.#stage[node] !== Stage.told) return;
    this.#stage[node] = Stage.listening;
    this.#listen(node, now, order);
    this.#findNext();
  }

  /** Lower bounds of the arrivals at every node, as soon as there are enough votes. */
  #bound(now: number): void {
    const { needed } = this;
    const { latency } = this.#spread.ways;
    for (let node = 0; node < this.#nodes; node++) {
      const first = node * needed;
      for (let vote = 0; vote < needed; vote++) {
        this.#bounds[first + vote] = this.sentAt[vote] + latency[node * this.#nodes + this.sender[vote]] + this.#least;
      }
      makeHeap(this.#bounds, first, needed);
      this.#stage[node] = Stage.bounded;
      this.#due[node] = Math.max(now, this.#bounds[first]);
    }
  }

  /** One more vote may let nodes have enough sooner. */
  #tighten(vote: number, now: number): void {
    const { needed } = this;
    const { latency } = this.#spread.ways;
    const bounds = this.#bounds;
    for (let node = 0; node < this.#nodes; node++) {
      const stage = this.#stage[node];
      if (stage === Stage.told) continue;
      if (stage === Stage.listening) {
        this.#hearOf(node, vote);
        continue;
      }
      const bound = now + latency[node * this.#nodes + this.sender[vote]] + this.#least;
      const first = node * needed;
      if (bound < bounds[first]) replaceGreatest(bounds, first, needed, bound);
      else if (stage === Stage.bounded || bound > this.#due[node]) continue;
      if (stage === Stage.dated && this.#isCounted(node, vote)) continue;
      this.#stage[node] = Stage.bounded;
      this.#due[node] = Math.max(now, bounds[first]);
    }
  }

  /** Counts one more vote at a node whose quorum is dated. @returns false where it has to be dated anew */
  #isCounted(node: number, vote: number): boolean {
    const at = this.at(vote, node);
    if (at >= this.#due[node]) return true;
    // It may come before votes of which nothing else is known than that they are earlier than this.
    if (at < this.#soonest[node]) return false;
    this.#earliest.replaceLatest(node, at, vote);
    this.#due[node] = this.#earliest.latestAt(node);
    this.#teller[node] = this.#earliest.latest(node);
    return true;
  }

  /**
   * When node has enough. Votes whose upper bound lies below the k-th lower bound come before the k-th arrival, and votes whose
   * lower bound lies above the k-th upper bound behind it; the others are dated and counted through.
   */
  #date(node: number): void {
    const { latency, links } = this.#spread.ways;
    const row = node * this.#nodes;
    const { sent, sentAt, sender } = this;
    const soonest = this.#bounds[node * this.needed];
    const latest = soonest + this.#width;
    // Whose bounds are no further apart than those of any way comes before, whatever its way.
    const early = soonest - this.#width;
    let before = 0;
    let found = 0;
    for (let vote = 0; vote < sent; vote++) {
      const way = row + sender[vote];
      const lower = sentAt[vote] + latency[way] + this.#least;
      if (lower > latest) continue;
      if (lower < early || this.#upper(lower, links[way]) < soonest) before++;
      else this.#insert(vote, this.at(vote, node), found++);
    }
    const count = this.needed - before;
    this.#earliest.set(node, this.#times, this.#candidates, count);
    this.#soonest[node] = soonest;
    this.#teller[node] = this.#candidates[count - 1];
    this.#due[node] = this.#times[count - 1];
    this.#stage[node] = Stage.dated;
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

  /** Finds the next vote that node hears of after one at `time` of this order. */
  #listen(node: number, time: number, order: number): void {
    this.#due[node] = NEVER;
    for (let vote = 0; vote < this.sent; vote++) {
      const at = this.at(vote, node);
      if (at > time || (at === time && this.orderOf(vote, node) > order)) this.#hearOf(node, vote);
    }
  }

  #hearOf(node: number, vote: number): void {
    if (this.sender[vote] === node) return;
    const at = this.at(vote, node);
    if (at >= this.#due[node]) return;
    this.#due[node] = at;
    this.#teller[node] = vote;
  }

  #findNext(): void {
    const due = this.#due;
    let best = 0;
    let first = due[0];
    let second = NEVER;
    for (let node = 1; node < due.length; node++) {
      const at = due[node];
      if (at > second) continue;
      if (at < first || (at === first && this.#comesBefore(node, best))) {
        second = first;
        first = at;
        best = node;
      } else {
        second = at;
      }
    }
    this.dueAt = first;
    this.#dueToOthers = second;
    this.dueNode = best;
    this.dueOrder = first === NEVER ? 0 : this.#dueOrderOf(best);
  }

  #comesBefore(node: number, other: number): boolean {
    return this.#due[node] !== NEVER && this.#dueOrderOf(node) < this.#dueOrderOf(other);
  }

  #dueOrderOf(node: number): number {
    return this.#stage[node] === Stage.bounded ? -1 : this.orderOf(this.#teller[node], node);
  }

  /** Where the arrival of a vote at a node stands among simultaneous events. */
  orderOf(vote: number, node: number): number {
    return this.sequence[vote] * RECEIVERS + node;
  }

  get #spread(): VoteArrivals {
    if (!this.#arrivals) throw new Error('a quorum is opened before it is asked about');
    return this.#arrivals;
  }
}
