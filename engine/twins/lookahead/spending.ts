import type { LookAheadPlan } from '../../model/look-ahead-plan.js';

/** A round in which every candidate that is left is simulated so many times more. */
export interface SpendingRound {
  candidates: number;
  runs: number;
}

/**
 * Rounds in which a twin spends its runs. Sequential halving (Karnin, Koren and Somekh 2013) looks at all candidates once;
 * what is left of the runs goes in equal shares to the later rounds, each with half as many candidates, and what a
 * round cannot share out to the next one. Candidates are never given more runs than there are.
 *
 * @param candidates at least one
 */
export function spendingRounds(spend: LookAheadPlan['spend'], candidates: number): SpendingRound[] {
  if (spend.kind === 'each') return [{ candidates, runs: spend.replications }];
  const later: number[] = [];
  for (let left = candidates; left > 2; ) {
    left = Math.ceil(left / 2);
    later.push(left);
  }
  if (candidates === 2) later.push(2);
  const rest = Math.max(0, spend.runs - candidates);
  const rounds: SpendingRound[] = [{ candidates, runs: 1 }];
  let spent = 0;
  later.forEach((left, index) => {
    const runs = Math.floor((Math.floor((rest * (index + 1)) / later.length) - spent) / left);
    spent += runs * left;
    if (runs > 0) rounds.push({ candidates: left, runs });
  });
  return rounds;
}

/** Runs by which a voter confirms that it is against a proposal, where the runs of all candidates are counted together. */
const CONFIRMING_RUNS = 3;

/** Runs by which a voter compares a proposal with the best that it found itself, each. */
export function comparingRuns(spend: LookAheadPlan['spend']): number {
  return spend.kind === 'each' ? spend.replications : CONFIRMING_RUNS;
}

/** Runs of a voter that accepts a proposal: one of each candidate, and those that compare the proposal with the best. */
export function votingRuns(spend: LookAheadPlan['spend'], candidates: number): number {
  return spend.kind === 'each' ? candidates + 2 * (comparingRuns(spend) - 1) : candidates;
}

/** Runs that these rounds take altogether. */
export function totalRuns(rounds: readonly SpendingRound[]): number {
  return rounds.reduce((sum, { candidates, runs }) => sum + candidates * runs, 0);
}
