import type { ByzantineBehaviour, Chain, FaultAtom } from '../../model/faults.js';
import { type Interval, intervalOf, isWithin } from '../intervals.js';

/** The behaviour of a Byzantine node, and the fault that causes it. */
export interface Lie {
  fault: number;
  behaviour: ByzantineBehaviour;
}

/** Which nodes of each chain are Byzantine, and when. */
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

  /** Whether any node of a chain ever sends other votes than its protocol, or the same ones at other times. */
  distortsVotes(chain: Chain): boolean {
    return this.#lies[chain].some((lies) =>
      lies.some(({ behaviour: { vote } }) => vote !== undefined && vote.kind !== 'against'),
    );
  }

  /** Node's behaviour at a time; undefined while it is honest. @param time ns */
  of(chain: Chain, node: number, time: number): Lie | undefined {
    return this.#lies[chain][node].find((lie) => isWithin(lie, time));
  }
}
