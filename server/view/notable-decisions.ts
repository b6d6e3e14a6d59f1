import type { DecisionView, StoryCounts, StoryView } from '../protocol/story-view.js';

/** Maximum number of decisions about a change in a view, from the first one on: about a megabyte. */
export const MAX_NOTABLE = 1000;
/** Up to this many decisions, a view also includes those in which no twin wanted a change. */
const MAX_DECISIONS = 400;

/** The decisions that a view includes, and the numbers of each kind. */
export function notableDecisions(all: readonly DecisionView[]): Omit<StoryView, 'initial' | 'epochs'> {
  const telling = all.filter(isTelling);
  const told = telling.slice(0, MAX_NOTABLE);
  const quiet = all.filter((decision) => !isTelling(decision));
  const kept = new Set([...told, ...quiet.slice(0, Math.max(0, MAX_DECISIONS - told.length))]);
  return {
    decisions: all.filter((decision) => kept.has(decision)),
    counts: countsOf(all),
    leftOut: telling.length - told.length,
  };
}

/** Whether any twin wanted a change or voted against a proposal. */
function isTelling({ proposals }: DecisionView): boolean {
  return proposals.some(({ changes, objections }) => changes.length > 0 || objections.length > 0);
}

function countsOf(all: readonly DecisionView[]): StoryCounts {
  const agreed = all.filter(({ decided }) => decided);
  const changed = agreed.filter(({ changes }) => changes.length > 0).length;
  const wishes = all.flatMap(({ proposals }) => proposals).filter(({ changes }) => changes.length > 0);
  return {
    changed,
    kept: agreed.length - changed,
    changes: agreed.reduce((sum, { changes }) => sum + changes.length, 0),
    refused: wishes.filter(({ agreed, open }) => !agreed && !open).length,
    open: wishes.filter(({ open }) => open).length,
  };
}
