/** The latest view in which each validator has waited for a whole timeout, as far as each node has heard. This is rare, so maps are enough. */
export class TimedOut {
  readonly #heard = new Map<number, Map<number, number>>();

  /** Node has heard that sender has waited in a view, or has turned to it. */
  hear(node: number, sender: number, view: number): void {
    const views = this.#heard.get(node) ?? new Map<number, number>();
    this.#heard.set(node, views);
    views.set(sender, Math.max(view, views.get(sender) ?? 0));
  }

  /** The latest view that at least so many validators have reached, as far as node has heard; -1 if fewer are known. */
  reached(node: number, validators: number): number {
    const views = Array.from(this.#heard.get(node)?.values() ?? []).sort((a, b) => b - a);
    return views[validators - 1] ?? -1;
  }

  /** Node forgets what it has heard. */
  forget(node: number): void {
    this.#heard.delete(node);
  }
}
