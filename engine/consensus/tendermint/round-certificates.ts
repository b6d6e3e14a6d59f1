/**
 * The proof that a round of a height has begun: the votes because of which nodes left the previous round. Other nodes
 * that receive it may follow.
 */
export interface RoundCertificate {
  height: number;
  round: number;
  /**
   * What was sent. `precommits`: for anything, in the round before. `refusals`: for anything but one
   * content, which then cannot be decided, in the round before. `later`: any message of this round or a later one.
   */
  what: 'precommits' | 'refusals' | 'later';
  senders: readonly number[];
}

/** How many senders a certificate takes, by what they have sent. */
export type NeededSenders = Record<RoundCertificate['what'], number>;

/** The certificates that nodes have, each by its own votes or from another node. A node keeps that of its round on its disk. */
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

  /** Node goes on to the round of the certificate. @param certificate with as many senders as node has, of which it keeps what it takes */
  take(node: number, { senders, ...rest }: RoundCertificate): void {
    this.receive(node, { ...rest, senders: senders.slice(0, this.#needed[rest.what]) });
  }

  /** Node goes on to the round of a certificate that another node has sent. */
  receive(node: number, certificate: RoundCertificate): void {
    this.#latest[node] = certificate;
    this.#held[node].add(certificate);
  }

  /** What proves that node's round has begun; undefined where nothing has to. */
  of(node: number, height: number, round: number): RoundCertificate | undefined {
    const certificate = this.#latest[node];
    return certificate?.height === height && certificate.round === round ? certificate : undefined;
  }

  /** Whether a certificate that sender has sent proves what it says: sender has the messages, and they are enough. */
  proves(sender: number, certificate: RoundCertificate): boolean {
    return this.#held[sender].has(certificate) && this.#isSufficient(certificate);
  }

  /** Whether so many distinct validators have sent it as are needed. */
  #isSufficient({ what, senders }: RoundCertificate): boolean {
    const distinct = new Set(senders.filter((sender) => this.#isValidator[sender]));
    return distinct.size === senders.length && distinct.size >= this.#needed[what];
  }
}
