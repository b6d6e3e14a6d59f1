/**
 * The proof that a round of a height has begun: the votes because of which nodes left the previous round. Other nodes
 * that receive it may follow.
 */
export interface RoundCertificate {
  height: number;
  round: number;
  /**
   * The messages that it consists of. `precommits`: of the round before, for anything. `refusals`: precommits of the round
   * before for anything but one content, which then cannot be decided. `later`: messages of this round or later ones.
   */
  what: 'precommits' | 'refusals' | 'later';
  senders: readonly number[];
}

/** How many senders a certificate needs, by the messages that it consists of. */
export type NeededSenders = Record<RoundCertificate['what'], number>;

/** The certificates that nodes have, from their own votes or from other nodes. A node's certificate of its own round survives a crash. */
export class RoundCertificates {
  readonly #isValidator: Uint8Array;
  readonly #needed: NeededSenders;
  /** The last one of each node, and all that it has. */
  readonly #latest: (RoundCertificate | undefined)[];
  readonly #held: WeakSet<RoundCertificate>[];

  /** @param isValidator 1 for nodes whose votes count */
  constructor(isValidator: Uint8Array, needed: NeededSenders) {
    this.#isValidator = isValidator;
    this.#needed = needed;
    this.#latest = Array.from(isValidator, () => undefined);
    this.#held = Array.from(isValidator, () => new WeakSet());
  }

  /** Node enters the round of a certificate. @param certificate with all senders that node has; as many as needed are kept */
  take(node: number, { senders, ...rest }: RoundCertificate): void {
    this.receive(node, { ...rest, senders: senders.slice(0, this.#needed[rest.what]) });
  }

  /** Node enters the round of a certificate that another node has sent. */
  receive(node: number, certificate: RoundCertificate): void {
    this.#latest[node] = certificate;
    this.#held[node].add(certificate);
  }

  /** The certificate of node's round; undefined for the first round. */
  of(node: number, height: number, round: number): RoundCertificate | undefined {
    const certificate = this.#latest[node];
    return certificate?.height === height && certificate.round === round ? certificate : undefined;
  }

  /** Whether a certificate from sender is valid: sender has its messages, and they are enough. */
  proves(sender: number, certificate: RoundCertificate): boolean {
    return this.#held[sender].has(certificate) && this.#isSufficient(certificate);
  }

  /** Whether it has messages of as many distinct validators as are needed. */
  #isSufficient({ what, senders }: RoundCertificate): boolean {
    const distinct = new Set(senders.filter((sender) => this.#isValidator[sender]));
    return distinct.size === senders.length && distinct.size >= this.#needed[what];
  }
}
