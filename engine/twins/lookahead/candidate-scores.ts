import { moments } from '../../measurement/moments.js';
import type { Configuration } from '../../model/configuration.js';
import type { LookAheadPlan } from '../../model/look-ahead-plan.js';

/** A candidate with the scores of its runs, one for each replication: more is better; {@link WORST_SCORE} if undefined. */
export interface CandidateScores {
  configuration: Configuration;
  /** By replication. Those of one replication had the same random numbers in all candidates. */
  scores: number[];
}

/** The score of an undefined objective: worse than all others. */
export const WORST_SCORE = Number.NEGATIVE_INFINITY;

/** The score of an objective: more is always better. @param value NaN if undefined */
export function scoreOf(value: number, goal: LookAheadPlan['goal']): number {
  if (Number.isNaN(value)) return WORST_SCORE;
  return goal === 'maximise' ? value : -value;
}

/** The objective of a score; NaN if it is undefined. */
export function objectiveOf(score: number, goal: LookAheadPlan['goal']): number {
  if (score === WORST_SCORE) return Number.NaN;
  return goal === 'maximise' ? score : -score;
}

/** Mean score; {@link WORST_SCORE} if one of the runs was undefined. */
export function meanScore({ scores }: CandidateScores): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Standard error of the mean; NaN with fewer than two runs, or if one of them was undefined. */
export function standardError({ scores }: CandidateScores): number {
  return moments(Float64Array.from(scores)).sd / Math.sqrt(scores.length);
}

/** Candidates by descending mean score; equal ones keep their order. */
export function bestFirst(candidates: readonly CandidateScores[]): CandidateScores[] {
  const means = new Map(candidates.map((candidate) => [candidate, meanScore(candidate)]));
  const mean = (candidate: CandidateScores) => means.get(candidate) ?? WORST_SCORE;
  // Equal ones first: the difference of two that are both undefined is no number.
  return [...candidates].sort((a, b) => (mean(a) === mean(b) ? 0 : mean(b) > mean(a) ? 1 : -1));
}

/**
 * Whether the best candidate is enough better than the configuration in force to switch: the mean of their paired
 * differences exceeds its standard error.
 */
export function isWorthSwitching(best: CandidateScores, inForce: CandidateScores): boolean {
  if (best === inForce) return false;
  const pairs = Math.min(best.scores.length, inForce.scores.length);
  const differences = new Float64Array(pairs);
  for (let i = 0; i < pairs; i++) {
    const [better, present] = [best.scores[i], inForce.scores[i]];
    differences[i] = better === present ? 0 : better - present;
  }
  const { mean, sd } = moments(differences);
  // Undefined against defined: the difference is beyond any error.
  if (!Number.isFinite(mean) || Number.isNaN(sd)) return meanScore(best) > meanScore(inForce);
  return mean > sd / Math.sqrt(pairs);
}

/** Whether a twin accepts a proposal, compared with its own best candidate. @param within share of that best, 0 to 1 */
export function isWithin(proposed: CandidateScores, best: CandidateScores, within: number): boolean {
  const most = meanScore(best);
  // Without any score, nothing is better than the proposal.
  return most === WORST_SCORE || meanScore(proposed) >= most - within * Math.abs(most);
}
