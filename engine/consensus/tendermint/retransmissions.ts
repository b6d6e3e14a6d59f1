import type { RoundCertificate } from './round-certificates.js';

/** The votes that a node repeats when it has waited for a whole timeout without getting on. */
export interface Retransmission {
  sender: number;
  height: number;
  round: number;
  /** VoteSets that the node has prevoted and precommitted in its round, as handles; -1 without. */
  prevote: number;
  precommit: number;
  /** What proves that the round has begun; absent in the first one. */
  certificate: RoundCertificate | undefined;
}

/** Retransmissions under way, by number. They are rare: a plain map serves. */
export class Retransmissions {
  readonly #messages = new Map<number, Retransmission>();
  #sent = 0;

  /** @returns the number of a message that is about to be sent */
  add(message: Retransmission): number {
    this.#messages.set(this.#sent, message);
    return this.#sent++;
  }

  message(number: number): Retransmission | undefined {
    return this.#messages.get(number);
  }

  /** Forgets what was said about heights below this. */
  forget(height: number): void {
    for (const [number, message] of this.#messages) if (message.height < height) this.#messages.delete(number);
  }
}
