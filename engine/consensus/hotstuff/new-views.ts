/** Sent by a validator to the leader of the round that it enters. */
export interface NewView {
  /** The round's number: later rounds have larger ones. */
  round: number;
  sender: number;
}

/** New-view messages by number, and which of them a leader has. Failed views are rare, so plain maps are enough. */
export class NewViews<M extends NewView> {
  readonly #messages = new Map<number, M>();
  /** What the leader of a round has received for it, by sender. */
  readonly #received = new Map<number, Map<number, M>>();
  /** Rounds into which their leaders have called everyone. */
  readonly #called = new Set<number>();
  /** Senders of the messages on which a call rests, by its number. */
  readonly #calls = new Map<number, readonly number[]>();
  #sent = 0;

  /** @returns the number of a message that is about to be sent */
  add(message: M): number {
    this.#messages.set(this.#sent, message);
    return this.#sent++;
  }

  /** The message with a number; undefined if it is forgotten. */
  message(number: number): M | undefined {
    return this.#messages.get(number);
  }

  /** The leader of the round has received the message, or sent it itself. @returns how many it has for the round */
  learn(message: M): number {
    const received = this.#received.get(message.round) ?? new Map<number, M>();
    this.#received.set(message.round, received);
    received.set(message.sender, message);
    return received.size;
  }

  /** The number of messages that the leader of a round has. */
  count(round: number): number {
    return this.#received.get(round)?.size ?? 0;
  }

  /** The leader of the round is about to call everyone into it. @returns the call's number; undefined where it has done so before */
  call(message: M): number | undefined {
    const { round } = message;
    if (this.#called.has(round)) return undefined;
    this.#called.add(round);
    const number = this.add(message);
    this.#calls.set(number, Array.from(this.#received.get(round)?.keys() ?? []));
    return number;
  }

  /** The senders of the messages that a call rests on; none if the number is not that of a call. */
  sendersOf(number: number): readonly number[] {
    return this.#calls.get(number) ?? [];
  }

  /**
   * `highQC`: the message with the latest certificate among those that the leader has.
   *
   * @param certified gives the view of a message's certificate, -1 without one
   * @returns undefined if no message has a certificate
   */
  highest(round: number, certified: (message: M) => number): M | undefined {
    let highest: M | undefined;
    let latest = -1;
    for (const message of this.#received.get(round)?.values() ?? []) {
      if (certified(message) <= latest) continue;
      latest = certified(message);
      highest = message;
    }
    return highest;
  }

  /** The leader of some rounds loses the messages that it has received for them. */
  lose(isLed: (message: M) => boolean): void {
    for (const [round, received] of this.#received) {
      const [first] = received.values();
      if (first && isLed(first)) this.#received.delete(round);
    }
  }

  /** Forgets the messages of earlier rounds. */
  forget(round: number): void {
    for (const [number, message] of this.#messages) {
      if (message.round >= round) continue;
      this.#messages.delete(number);
      this.#calls.delete(number);
    }
    for (const rounds of [this.#received, this.#called]) {
      for (const old of rounds.keys()) if (old < round) rounds.delete(old);
    }
  }
}
