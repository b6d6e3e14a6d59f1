import type { Network, NetworkEvent, Route, Traffic } from '../network/message.js';
import type { QuorumNetwork } from '../network/quorums/quorums.js';
import type { Liveness } from './liveness.js';

/** Kinds of timers are fewer: the rest of the number says how often the node had started when it set the timer. */
const TIMER_KINDS = 256;
/** More messages than one of its kind, sender and height is named by; the rest says how often the sender had started. */
const NAMES = 2 ** 22;

/**
 * A network whose nodes are down at times: what reaches a node that is down is lost, and its timers stop for good. What a
 * node sends after a restart has names of its own, for it may have forgotten what it sent before.
 */
export class LiveNetwork implements Network {
  readonly event: NetworkEvent;
  readonly quorums: QuorumNetwork | undefined;
  readonly #inner: Network;
  readonly #liveness: Liveness;

  constructor(inner: Network, liveness: Liveness) {
    this.#inner = inner;
    this.#liveness = liveness;
    this.event = inner.event;
    this.quorums = inner.quorums && this.#withNames(inner.quorums);
  }

  get now(): number {
    return this.#inner.now;
  }

  get traffic(): Traffic {
    return this.#inner.traffic;
  }

  broadcast(
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    size: number,
    a: number,
    b: number,
    only?: Uint8Array,
  ): void {
    this.#inner.broadcast(topic, kind, sender, subject, size, a, this.#named(sender, b), only);
  }

  send(
    topic: number,
    kind: number,
    sender: number,
    receiver: number,
    subject: number,
    size: number,
    a: number,
    b: number,
  ): void {
    this.#inner.send(topic, kind, sender, receiver, subject, size, a, this.#named(sender, b));
  }

  prepareRelay(topic: number, kind: number, subject: number, size: number, a: number, b: number): number {
    return this.#inner.prepareRelay(topic, kind, subject, size, a, b);
  }

  relay(relayedMessage: number, node: number, cameFrom: number): void {
    this.#inner.relay(relayedMessage, node, cameFrom);
  }

  wake(time: number, topic: number, node: number, kind: number, subject: number): void {
    const starts = node < 0 ? 0 : this.#liveness.starts(node);
    this.#inner.wake(time, topic, node, kind + TIMER_KINDS * starts, subject);
  }

  open(route: Route, streamTopic: number): number {
    return this.#inner.open(route, streamTopic);
  }

  next(until: number): boolean {
    while (this.#inner.next(until)) if (this.#takesPlace(this.event)) return true;
    return false;
  }

  #takesPlace(event: NetworkEvent): boolean {
    const { node, kind } = event;
    if (node < 0) return true;
    if (this.#liveness.isAbsent(node)) return false;
    if (event.type === 'delivery') return true;
    event.kind = kind % TIMER_KINDS;
    return Math.floor(kind / TIMER_KINDS) === this.#liveness.starts(node);
  }

  #withNames(quorums: QuorumNetwork): QuorumNetwork {
    return {
      open: (poll) => quorums.open(poll),
      vote: (quorum, node, a, b) => quorums.vote(quorum, node, a, this.#named(node, b)),
      listen: (quorum, node) => quorums.listen(quorum, node),
      voters: (quorum, node) => quorums.voters(quorum, node),
      isUndisturbed: (quorum) => quorums.isUndisturbed(quorum),
      dissolve: (quorum) => quorums.dissolve(quorum),
      close: (quorum) => quorums.close(quorum),
      get untold() {
        return quorums.untold;
      },
    };
  }

  #named(sender: number, b: number): number {
    return b + NAMES * this.#liveness.starts(sender);
  }
}
