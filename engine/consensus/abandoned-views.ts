/** How many validators have given up which view. Failed views are rare: a plain map serves. */
export class AbandonedViews {
  readonly #counts = new Map<string, { height: number; nodes: number }>();

  /**
   * One more validator has left a view for a later one, and has given up those in between with it.
   *
   * @returns the views that `quorum` validators have given up now, in order
   */
  leave(height: number, view: number, next: number, quorum: number): number[] {
    const failed: number[] = [];
    for (let left = view; left < next; left++) if (this.#add(height, left) === quorum) failed.push(left);
    return failed;
  }

  /** Forgets the views of heights below this. */
  forget(height: number): void {
    for (const [name, entry] of this.#counts) if (entry.height < height) this.#counts.delete(name);
  }

  #add(height: number, view: number): number {
    const name = `${height}/${view}`;
    const entry = this.#counts.get(name) ?? { height, nodes: 0 };
    this.#counts.set(name, entry);
    return ++entry.nodes;
  }
}
