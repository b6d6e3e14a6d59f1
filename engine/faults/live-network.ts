import type { Network, NetworkEvent } from '../network/message.js';
import { NetworkLayer, QuorumLayer } from '../network/network-layer.js';
import type { QuorumNetwork } from '../network/quorums/quorums.js';
import type { Liveness } from './liveness.js';

/**
 * An upper bound of the number of timer kinds. The rest of a kind's number tells how often the node had started when it
 * set the timer.
 */
const TIMER_KINDS = 256;
/**
 * An upper bound of the names that messages of one kind, sender and height need. The rest of a name tells how often the
 * sender had started.
 */
const NAMES = 2 ** 22;

/**
 * A network whose nodes are down at times: messages to a node that is down are lost, and its timers are cancelled.
 * Messages of a node after a restart have new names, since it may have forgotten what it sent before.
 */
export class LiveNetwork extends NetworkLayer {
  readonly #liveness: Liveness;

  constructor(inner: Network, liveness: Liveness) {
    const { quorums } = inner;
    const vote: QuorumNetwork['vote'] = (quorum, node, a, b) =>
      quorums?.vote(quorum, node, a, this.#named(node, b)) === true;
    super(inner, quorums && new QuorumLayer(quorums, { vote }));
    this.#liveness = liveness;
  }

  override broadcast: Network['broadcast'] = (topic, kind, sender, subject, size, a, b, only) =>
    this.inner.broadcast(topic, kind, sender, subject, size, a, this.#named(sender, b), only);

  override send: Network['send'] = (topic, kind, sender, receiver, subject, size, a, b) =>
    this.inner.send(topic, kind, sender, receiver, subject, size, a, this.#named(sender, b));

  override wake: Network['wake'] = (time, topic, node, kind, subject) => {
    const starts = node < 0 ? 0 : this.#liveness.starts(node);
    this.inner.wake(time, topic, node, kind + TIMER_KINDS * starts, subject);
  };

  next(until: number): boolean {
    while (this.inner.next(until)) if (this.#takesPlace(this.event)) return true;
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

  #named(sender: number, b: number): number {
    return b + NAMES * this.#liveness.starts(sender);
  }
}
