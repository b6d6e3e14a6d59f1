import type { FactReader } from '../model/fact-readers.js';
import type { Chain } from '../model/faults.js';

/** Who is honest on which chain. A node that was Byzantine once is held to nothing any more: what it knows may be false. */
export class Honesty {
  readonly #liars: Record<Chain, Set<number>> = { primary: new Set(), management: new Set() };

  readonly reader: FactReader = {
    byzantineBegan: (_, { chain, node }) => {
      this.#liars[chain].add(node);
    },
  };

  isHonest(chain: Chain, node: number): boolean {
    return !this.#liars[chain].has(node);
  }
}
