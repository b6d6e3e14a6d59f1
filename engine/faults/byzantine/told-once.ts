import type { FaultFact, Misbehaved } from '../../model/fault-facts.js';

/** Number of heights of a chain for which reports are remembered. */
const KEPT = 16;

/**
 * Reports each deed of a node in a view once, however many messages it takes: votes have phases, a proposal is checked
 * more than once, and views of several heights alternate.
 */
export function toldOnce(tell: (fact: FaultFact) => void): (fact: FaultFact) => void {
  /** Views by height, of each deed of a node. */
  const told = new Map<string, Map<number, Set<number>>>();
  const isNew = ({ chain, node, misdeed, height, view }: Misbehaved): boolean => {
    const deed = `${chain}/${node}/${misdeed}`;
    const byHeight = told.get(deed) ?? new Map<number, Set<number>>();
    told.set(deed, byHeight);
    const views = byHeight.get(height);
    if (views?.has(view)) return false;
    if (views) views.add(view);
    else {
      byHeight.set(height, new Set([view]));
      for (const other of byHeight.keys()) if (other < height - KEPT) byHeight.delete(other);
    }
    return true;
  };
  return (fact) => {
    if (fact.kind !== 'misbehaved' || isNew(fact)) tell(fact);
  };
}
