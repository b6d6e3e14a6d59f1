import { NANOSECONDS_PER_SECOND } from '../kernel/time.js';
import type { Network, NetworkEvent } from '../network/message.js';
import { Topic } from '../network/message.js';
import { RecoveryMessage } from '../network/recovery-messages.js';
import type { FaultModel } from './fault-model.js';
import type { CatchUp, Consensus } from './protocol.js';

/** Time after which an unanswered request is sent to the next node that has the block, ns. */
const REQUEST_TIMEOUT = NANOSECONDS_PER_SECOND;

/** The settings of recovery on one chain. */
export interface RecoveryRules {
  chain: 'primary' | 'management';
  /** The fault model of the nodes that vote at a height. */
  faults(height: number): FaultModel;
  voteSize: number;
  headerSize: number;
}

/** What recovery reads of a chain's decided blocks. */
export interface Ledger {
  /** The content decided at a height; negative if it is forgotten because every node is past it. */
  contentAt(height: number): number;
  size(content: number): number;
  /** The nodes whose votes prove the block at a height, as node has it; absent if nobody asks for proofs. */
  voters?(node: number, height: number): number[];
}

interface Search {
  /** Highest height that a sender is known to work on. */
  heights: Map<number, number>;
  /** All heights below this are known to be decided, so one sender that has them is enough. */
  proven: number;
  /** Height of the requested block; 0 if none is requested. */
  asked: number;
  attempts: number;
  /** Height of the block whose copy may still arrive, 0 if there is none, and until when node waits for it, ns. */
  awaited: number;
  until: number;
}

/**
 * Recovery of nodes that have fallen behind. Once a node has seen f + 1 others ahead, or one that has the block it lacks,
 * it asks one of them for the block and its certificate, and the next one if no answer comes.
 */
export class Recovery<C extends Consensus = Consensus> implements CatchUp {
  /** The consensus whose nodes it helps. */
  readonly consensus: C;
  readonly #network: Network;
  readonly #rules: RecoveryRules;
  readonly #kinds: (typeof RecoveryMessage)['primary' | 'management'];
  /** Kinds of timers: the timeout of an answer, and that of a copy that is under way. */
  readonly #timers: { answer: number; copy: number };
  readonly #ledger: Ledger;
  readonly #searches = new Map<number, Search>();
  #messages = 0;

  /** @param create sets up the consensus, which asks this recovery for help */
  constructor(network: Network, rules: RecoveryRules, ledger: Ledger, create: (catchUp: CatchUp) => C) {
    this.#network = network;
    this.#rules = rules;
    this.#kinds = RecoveryMessage[rules.chain];
    this.#timers = { answer: this.#kinds.status, copy: this.#kinds.request };
    this.#ledger = ledger;
    this.consensus = create(this);
  }

  ahead(node: number, sender: number, height: number): void {
    const search = this.#search(node);
    if (height > (search.heights.get(sender) ?? 0)) search.heights.set(sender, height);
    this.#askIfSure(node, search, this.#enough(node));
  }

  missing(node: number, sender: number, height = this.#height(node) + 1): void {
    const search = this.#search(node);
    search.proven = Math.max(search.proven, height);
    this.#senderHas(node, sender, height);
  }

  awaited(node: number, sender: number, at: number): void {
    const search = this.#search(node);
    const height = this.#height(node);
    if (search.awaited !== height) {
      search.awaited = height;
      search.until = at;
      this.#wakeAt(at, node, this.#timers.copy, height);
    }
    this.missing(node, sender);
  }

  behind(node: number, sender: number): void {
    this.#send(this.#kinds.status, node, sender, this.#height(node), this.#rules.voteSize);
  }

  /** Node is up again after a crash. It has forgotten which nodes it had asked and which are ahead. */
  restart(node: number): void {
    this.#searches.delete(node);
  }

  receive(event: NetworkEvent): void {
    const { node, sender, subject } = event;
    if (event.kind === this.#kinds.status) {
      this.#senderHas(node, sender, subject);
    } else if (event.kind === this.#kinds.request) {
      if (this.#height(node) <= subject) return;
      const content = this.#ledger.contentAt(subject);
      // All nodes have the block, so the requester has it too.
      if (content < 0) return;
      // A request names the proposals that its sender has. If the block is one of them, only its certificate is missing.
      const block = this.consensus.has?.(sender, content) ? 0 : this.#ledger.size(content);
      const certificate = this.#rules.faults(subject).quorum * this.#rules.voteSize;
      this.#send(this.#kinds.answer, node, sender, subject, this.#rules.headerSize + block + certificate);
    } else if (subject === this.#height(node) && this.#height(sender) > subject) {
      // Only nodes that have decided the height have the votes that prove it.
      const voters = () => this.#ledger.voters?.(sender, subject) ?? [];
      this.consensus.adopt(node, subject, this.#ledger.contentAt(subject), voters);
      this.#askIfSure(node, this.#search(node), this.#enough(node));
    }
  }

  /** An unanswered request, or a copy that was on its way, has timed out. */
  wake(event: NetworkEvent): void {
    const search = this.#search(event.node);
    if (event.kind === this.#timers.answer) {
      if (search.asked !== event.subject) return;
      search.asked = 0;
    }
    this.#askIfSure(event.node, search, 1);
  }

  /** Sender has the block that node works on. Asking one node is enough, since the answer comes with its proof. */
  #senderHas(node: number, sender: number, height: number): void {
    const search = this.#search(node);
    search.heights.set(sender, Math.max(search.heights.get(sender) ?? 0, height));
    this.#askIfSure(node, search, 1);
  }

  /** Asks for the next block if enough others are known to have it. */
  #askIfSure(node: number, search: Search, enough: number): void {
    const height = this.#height(node);
    for (const [sender, theirs] of search.heights) if (theirs <= height) search.heights.delete(sender);
    const needed = search.proven > height ? 1 : enough;
    if (search.heights.size < needed || search.asked === height) return;
    if (search.awaited === height && this.#network.now < search.until) return;
    const senders = Array.from(search.heights.keys()).sort((a, b) => a - b);
    const target = senders[search.attempts++ % senders.length];
    search.asked = height;
    this.#send(this.#kinds.request, node, target, height, this.#rules.voteSize);
    this.#wakeAt(this.#network.now + REQUEST_TIMEOUT, node, this.#timers.answer, height);
  }

  #wakeAt(at: number, node: number, timer: number, height: number): void {
    this.#network.wake(at, Topic.recovery, node, timer, height);
  }

  #send(kind: number, from: number, to: number, height: number, size: number): void {
    this.#network.send(Topic.recovery, kind, from, to, height, size, height, this.#messages++);
  }

  /** Number of nodes of which at least one is honest: f + 1. */
  #enough(node: number): number {
    return this.#rules.faults(this.#height(node)).tolerated + 1;
  }

  #height(node: number): number {
    return this.consensus.height(node);
  }

  #search(node: number): Search {
    let search = this.#searches.get(node);
    if (!search) {
      search = { heights: new Map(), proven: 0, asked: 0, attempts: 0, awaited: 0, until: 0 };
      this.#searches.set(node, search);
    }
    return search;
  }
}
