import type { FactReader } from '../model/fact-readers.js';
import type { Chain } from '../model/faults.js';

/**
 * The honest nodes of each chain. A node that was ever Byzantine is never checked again, since its state may be wrong.
 */
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
