/**
 * How many rounds of each height have failed, as far as an observer knows. A round fails if no block is decided in it. A
 * round that is given up counts at once, which is wrong if its votes were on their way. The view in which the height is
 * decided settles the number: exactly the views before it have failed.
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
   * @returns failed rounds not yet counted; negative if too many were counted
   */
  settle(height: number, view: number): number {
    const known = this.#known.get(height);
    if (known === undefined) return view;
    this.#known.delete(height);
    return view - known;
  }
}
