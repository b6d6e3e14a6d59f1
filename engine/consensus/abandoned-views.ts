import type { Application } from './protocol.js';

/**
 * The views that nodes have abandoned, and those that a quorum has abandoned. Failed views are rare, so a plain map is
 * enough.
 */
export class AbandonedViews {
  readonly #application: Application;
  readonly #isValidator: Uint8Array;
  readonly #quorum: number;
  readonly #counts = new Map<string, { height: number; nodes: number }>();

  constructor(application: Application, isValidator: Uint8Array, quorum: number) {
    this.#application = application;
    this.#isValidator = isValidator;
    this.#quorum = quorum;
  }

  /**
   * Node abandons its view for a later one, and the views in between with it.
   *
   * @returns false if the application lets the node rest before that view
   */
  abandon(node: number, height: number, view: number, next: number): boolean {
    const continues = this.#application.abandoned(node, height, view, next);
    if (!this.#isValidator[node]) return continues;
    const failed: number[] = [];
    for (let left = view; left < next; left++) if (this.#add(height, left) === this.#quorum) failed.push(left);
    for (const left of failed) this.#application.failed(height, left);
    return continues;
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
