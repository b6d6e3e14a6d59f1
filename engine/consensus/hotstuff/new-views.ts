/** What a validator tells the leader of a round that it turns to. */
export interface NewView {
  /** The round's number: later rounds have larger ones. */
  round: number;
  sender: number;
}

/** New-view messages by number, and which of them a leader has. Failed views are rare: plain maps serve. */
export class NewViews<M extends NewView> {
  readonly #messages = new Map<number, M>();
  /** What the leader of a round has received for it, by sender. */
  readonly #received = new Map<number, Map<number, M>>();
  /** Rounds into which their leaders have called everyone. */
  readonly #called = new Set<number>();
  /** Whose messages a call rests on, by its number. */
  readonly #calls = new Map<number, readonly number[]>();
  #sent = 0;

  /** @returns the number of a message that is about to be sent */
  add(message: M): number {
    this.#messages.set(this.#sent, message);
    return this.#sent++;
  }

  message(number: number): M | undefined {
    return this.#messages.get(number);
  }

  /** The leader of the round has received (or sent itself) the message. @returns how many it has */
  learn(message: M): number {
    const received = this.#received.get(message.round) ?? new Map<number, M>();
    this.#received.set(message.round, received);
    received.set(message.sender, message);
    return received.size;
  }

  /** How many the leader of the round has. */
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

  /** Whose messages a call rests on; none where the number is not that of a call. */
  sendersOf(number: number): readonly number[] {
    return this.#calls.get(number) ?? [];
  }

  /**
   * `highQC`: the message with the latest certificate among those that the leader has.
   *
   * @param certified the view of a message's certificate, -1 where it has none
   * @returns undefined where none of them has any
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

  /** The leader of some rounds loses what it has received for them. */
  lose(isLed: (message: M) => boolean): void {
    for (const [round, received] of this.#received) {
      const [first] = received.values();
      if (first && isLed(first)) this.#received.delete(round);
    }
  }

  /** Forgets what was said about rounds below this. */
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
