import type { Network, NetworkEvent, Traffic } from './message.js';
import type { Poll, QuorumNetwork } from './quorums/quorums.js';

/** A network on top of another one. By default it passes everything on; subclasses override what they change. */
export abstract class NetworkLayer implements Network {
  readonly event: NetworkEvent;
  readonly quorums: QuorumNetwork | undefined;
  protected readonly inner: Network;

  /**
   * @param quorums the quorums of the inner network as this layer reports them; undefined if every vote must be
   * delivered
   */
  constructor(inner: Network, quorums: QuorumNetwork | undefined) {
    this.inner = inner;
    this.event = inner.event;
    this.quorums = quorums;
  }

  get now(): number {
    return this.inner.now;
  }

  get traffic(): Traffic {
    return this.inner.traffic;
  }

  broadcast: Network['broadcast'] = (...message) => this.inner.broadcast(...message);
  send: Network['send'] = (...message) => this.inner.send(...message);
  prepareRelay: Network['prepareRelay'] = (...message) => this.inner.prepareRelay(...message);
  relay: Network['relay'] = (...copy) => this.inner.relay(...copy);
  wake: Network['wake'] = (...timer) => this.inner.wake(...timer);
  open: Network['open'] = (...topic) => this.inner.open(...topic);

  abstract next(until: number): boolean;
}

/** Quorums on top of those of another network. */
export class QuorumLayer implements QuorumNetwork {
  readonly #inner: QuorumNetwork;

  constructor(inner: QuorumNetwork, changes: Partial<Pick<QuorumNetwork, 'open' | 'vote'>>) {
    this.#inner = inner;
    Object.assign(this, changes);
  }

  open: QuorumNetwork['open'] = (poll: Poll) => this.#inner.open(poll);
  vote: QuorumNetwork['vote'] = (...vote) => this.#inner.vote(...vote);
  listen: QuorumNetwork['listen'] = (...listener) => this.#inner.listen(...listener);
  hear: QuorumNetwork['hear'] = (...hearer) => this.#inner.hear(...hearer);
  voters: QuorumNetwork['voters'] = (...asked) => this.#inner.voters(...asked);
  isUndisturbed: QuorumNetwork['isUndisturbed'] = (quorum) => this.#inner.isUndisturbed(quorum);
  dissolve: QuorumNetwork['dissolve'] = (quorum) => this.#inner.dissolve(quorum);
  close: QuorumNetwork['close'] = (quorum) => this.#inner.close(quorum);

  get unreported(): number {
    return this.#inner.unreported;
  }
}
