/** A vote or a proposal that a node has heard. */
export interface HeardVote {
  /** ns */
  at: number;
  sender: number;
  /** Kind of the message in its protocol; {@link PROPOSAL} for proposals. */
  kind: number;
  /** Its subject: the same for all votes of one view of one height. */
  subject: number;
  /** From the time stamp of its sender to its arrival, ns. */
  delay: number;
}

/** Kind of every message that proposes. */
export const PROPOSAL = -1;

/** Older votes are forgotten: more would not improve the estimates. */
const MAX_VOTES = 1 << 16;

const COLUMNS = ['at', 'sender', 'kind', 'subject', 'delay'] as const;

/** The votes that a node has heard lately, oldest first. They are in columns because there are thousands per minute. */
export class HeardVotes {
  readonly #columns: Record<(typeof COLUMNS)[number], number[]> = {
    at: [],
    sender: [],
    kind: [],
    subject: [],
    delay: [],
  };
  #first = 0;

  add(at: number, sender: number, kind: number, subject: number, delay: number): void {
    const columns = this.#columns;
    columns.at.push(at);
    columns.sender.push(sender);
    columns.kind.push(kind);
    columns.subject.push(subject);
    columns.delay.push(delay);
    if (columns.at.length - this.#first > MAX_VOTES) this.#first++;
  }

  /** The votes heard after a time. @param since ns */
  *since(since: number): Generator<HeardVote> {
    const { at, sender, kind, subject, delay } = this.#columns;
    for (let i = this.#first; i < at.length; i++) {
      if (at[i] > since) yield { at: at[i], sender: sender[i], kind: kind[i], subject: subject[i], delay: delay[i] };
    }
  }

  /** Forgets the votes heard up to a time. @param until ns */
  forget(until: number): void {
    const { at } = this.#columns;
    while (this.#first < at.length && at[this.#first] <= until) this.#first++;
    if (2 * this.#first < at.length) return;
    for (const name of COLUMNS) this.#columns[name].splice(0, this.#first);
    this.#first = 0;
  }
}
