import type { ByzantineBehaviour, Chain, FaultAtom } from '../../model/faults.js';
import { type Interval, intervalOf, isWithin } from '../intervals.js';

/** What a node does instead of what its protocol says, and by which fault of the run. */
export interface Lie {
  fault: number;
  behaviour: ByzantineBehaviour;
}

/** Who is Byzantine on which chain, and when. */
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

  /** Whether somebody on a chain ever sends other votes than its protocol does, or at other times. */
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
