import type { FactReader } from '../model/fact-readers.js';
import type { Chain } from '../model/faults.js';
import { Heights } from '../primary/heights.js';
import type { Honesty } from './honesty.js';
import type { NameOf, Violated } from './violated.js';

/** One block per height, on either chain: no two honest nodes commit different ones. Each height is reported once. */
export function watchAgreement(nodes: number, nameOf: NameOf, honesty: Honesty, violated: Violated): FactReader {
  const chains: Record<Chain, FirstCommits> = { primary: new FirstCommits(nodes), management: new FirstCommits(nodes) };
  const names: Record<Chain, string> = { primary: 'block', management: 'configuration block' };

  function committed(at: number, chain: Chain, node: number, height: number, content: number): void {
    if (!honesty.isHonest(chain, node)) return;
    const other = chains[chain].conflict(at, node, height, content);
    if (!other) return;
    const block = `${names[chain]} ${height}`;
    violated(at, {
      chain,
      message: `${nameOf(other.node)} and ${nameOf(node)} committed different ${names[chain]}s ${height}`,
      nodes: [other.node, node].sort((a, b) => a - b),
      heights: [height],
      because: [
        { at: other.at, text: `${nameOf(other.node)} committed ${block}` },
        { at, text: `${nameOf(node)} committed another ${block}` },
      ],
    });
  }

  return {
    blockCommitted: (at, { node, height, block }) => committed(at, 'primary', node, height, block),
    configurationCommitted: (at, { node, height, proposal }) => committed(at, 'management', node, height, proposal),
    secondPassed: () => {
      chains.primary.forget();
      chains.management.forget();
    },
  };
}

/** The first commit of each height: three numbers for every height that some node has not passed yet. */
class FirstCommits {
  readonly #latest: Int32Array;
  readonly #told = new Set<number>();
  #content: Heights | undefined;
  #node = new Heights(0);
  #at = new Heights(0);

  constructor(nodes: number) {
    this.#latest = new Int32Array(nodes);
  }

  /** The first node that committed this height, if it committed another content and the conflict is not yet reported. */
  conflict(at: number, node: number, height: number, content: number): { at: number; node: number } | undefined {
    if (!this.#content) {
      this.#content = new Heights(height);
      this.#node = new Heights(height);
      this.#at = new Heights(height);
    }
    this.#latest[node] = height;
    if (height === this.#content.next) {
      this.#content.add(content);
      this.#node.add(node);
      this.#at.add(at);
      return undefined;
    }
    const first = this.#content.at(height);
    if (first === undefined || first === content || this.#told.has(height)) return undefined;
    this.#told.add(height);
    return { at: this.#at.at(height) ?? at, node: this.#node.at(height) ?? node };
  }

  /** Forgets the heights that every node has passed. */
  forget(): void {
    const oldest = this.#latest.reduce((least, height) => Math.min(least, height));
    for (const heights of [this.#content, this.#node, this.#at]) heights?.forget(oldest);
  }
}
