import type { Fault, Period } from '../model/faults.js';

/** Whether two periods overlap; a period does not include its end. */
export function periodsOverlap(a: Period, b: Period): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Whether a fault makes a node fail, so that no other fault of its kind may affect it at that time. */
export function isExclusive({ kind }: Pick<Fault, 'kind'>): boolean {
  return kind === 'crash' || kind === 'byzantine';
}
