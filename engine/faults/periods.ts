import type { Fault, Period } from '../model/faults.js';

/** Whether two periods have a moment in common; one ends before the moment at which the next begins. */
export function overlap(a: Period, b: Period): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Whether a node fails by a fault, so that no other of its kind may take it at that time. */
export function isExclusive({ kind }: Pick<Fault, 'kind'>): boolean {
  return kind === 'crash' || kind === 'byzantine';
}
