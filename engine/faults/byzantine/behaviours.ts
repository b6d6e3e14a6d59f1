import type { ByzantineBehaviour, Chain, FaultAtom } from '../../model/faults.js';
import { type Interval, intervalOf, isWithin } from '../intervals.js';

/** The behaviour of a Byzantine node, and the fault that causes it. */
export interface Lie {
  fault: number;
  behaviour: ByzantineBehaviour;
}

/** The Byzantine nodes of each chain, and when. */
export class Behaviours {
  readonly #lies: Record<Chain, (readonly (Interval & Lie)[])[]>;

  constructor(atoms: readonly FaultAtom[], nodes: number) {
    const byNode = (chain: Chain) =>
      Array.from({ length: nodes }, (_, node) =>
        atoms.flatMap((atom, fault) =>
          atom.kind === 'byzantine' && atom.chain === chain && atom.nodes.includes(node)
            ? [{ ...intervalOf(atom), fault, behaviour: atom.behaviour }]
            : [],
        ),
      );
    this.#lies = { primary: byNode('primary'), management: byNode('management') };
  }

  /** Whether any node of a chain ever sends votes that differ from its protocol's, or sends them at other times. */
  distortsVotes(chain: Chain): boolean {
    return this.#lies[chain].some((lies) =>
      lies.some(({ behaviour: { vote } }) => vote !== undefined && vote.kind !== 'against'),
    );
  }

  /** @param time ns */
  of(chain: Chain, node: number, time: number): Lie | undefined {
    return this.#lies[chain][node].find((lie) => isWithin(lie, time));
  }
}
