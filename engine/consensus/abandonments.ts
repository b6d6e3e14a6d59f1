/** How many validators have given up which view. Failed views are rare: a plain map serves. */
export class Abandonments {
  readonly #counts = new Map<string, { height: number; nodes: number }>();

  /** One more validator has given up this view. @returns how many have */
  add(height: number, view: number): number {
    const name = `${height}/${view}`;
    const entry = this.#counts.get(name) ?? { height, nodes: 0 };
    this.#counts.set(name, entry);
    return ++entry.nodes;
  }

  /** Forgets the views of heights below this. */
  forget(height: number): void {
    for (const [name, entry] of this.#counts) if (entry.height < height) this.#counts.delete(name);
  }
}
