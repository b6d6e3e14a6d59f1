import type { LookAheadPlan } from '../../model/look-ahead-plan.js';

/** A round in which every remaining candidate is simulated `runs` more times. */
export interface SpendingRound {
  candidates: number;
  runs: number;
}

/**
 * The rounds in which a twin spends its runs. Sequential halving (Karnin, Koren and Somekh 2013) simulates all candidates once.
 * The remaining runs are divided equally among the later rounds, each with half as many candidates; the remainder of a
 * round goes to the next one. The total is never exceeded.
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

/** Runs by which a voter confirms a vote against a proposal, if the plan gives a total of runs. */
const CONFIRMING_RUNS = 3;

/** Runs of each of the two by which a voter compares a proposal with its own best candidate. */
export function comparingRuns(spend: LookAheadPlan['spend']): number {
  return spend.kind === 'each' ? spend.replications : CONFIRMING_RUNS;
}

/** Runs of a voter that accepts a proposal: one of each candidate, and those of the comparison. */
export function votingRuns(spend: LookAheadPlan['spend'], candidates: number): number {
  return spend.kind === 'each' ? candidates + 2 * (comparingRuns(spend) - 1) : candidates;
}

/** The total number of runs of these rounds. */
export function totalRuns(rounds: readonly SpendingRound[]): number {
  return rounds.reduce((sum, { candidates, runs }) => sum + candidates * runs, 0);
}
