/**
 * How many rounds of which height have failed, as far as somebody knows: a round fails where no block is decided in it.
 * That a round is given up says so at once, and wrongly where its votes were on their way; the view in which its height
 * is decided says it for good: all views before that one have failed, and no other.
 */
export class FailedRounds {
  readonly #known = new Map<number, number>();

  /** A round of an undecided height was given up. */
  add(height: number): void {
    this.#known.set(height, (this.#known.get(height) ?? 0) + 1);
  }

  /**
   * A height has been decided in this view, counted from 0.
   *
   * @returns rounds that have failed beyond those that were thought to; negative where a block came of one after all
   */
  settle(height: number, view: number): number {
    const known = this.#known.get(height);
    if (known === undefined) return view;
    this.#known.delete(height);
    return view - known;
  }
}
