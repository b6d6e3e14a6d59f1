import type { FaultFact, Misbehaved } from '../../model/fault-facts.js';

/** Number of heights of a chain for which reports are remembered. */
const KEPT = 16;

/**
 * Reports each act of a node in a view once, however many messages it takes: votes have phases, a proposal is checked
 * more than once, and views of several heights alternate.
 */
export function reportedOnce(tell: (fact: FaultFact) => void): (fact: FaultFact) => void {
  /** Views by height, of each act of a node. */
  const reported = new Map<string, Map<number, Set<number>>>();
  const isNew = ({ chain, node, misdeed, height, view }: Misbehaved): boolean => {
    const act = `${chain}/${node}/${misdeed}`;
    const byHeight = reported.get(act) ?? new Map<number, Set<number>>();
    reported.set(act, byHeight);
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
