import { moments } from '../../measurement/moments.js';
import type { Configuration } from '../../model/configuration.js';
import type { LookAheadPlan } from '../../model/look-ahead-plan.js';

/** A candidate with what its runs came to: one score for each replication, the more the better, lowest where undefined. */
export interface Standing {
  configuration: Configuration;
  /** By replication. Those of one replication had the same random numbers in all candidates. */
  scores: number[];
}

/** What an undefined objective counts as: worse than everything. */
export const WORST = Number.NEGATIVE_INFINITY;

/** An objective as a score, of which more is always better. @param value NaN where it is undefined */
export function scoreOf(value: number, goal: LookAheadPlan['goal']): number {
  if (Number.isNaN(value)) return WORST;
  return goal === 'maximise' ? value : -value;
}

/** A score as the objective that it stands for; NaN where that is undefined. */
export function objectiveOf(score: number, goal: LookAheadPlan['goal']): number {
  if (score === WORST) return Number.NaN;
  return goal === 'maximise' ? score : -score;
}

/** Mean score; {@link WORST} where one of the runs was undefined. */
export function meanOf({ scores }: Standing): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Standard error of the mean; NaN below two runs, and where one of them was undefined. */
export function errorOf({ scores }: Standing): number {
  return moments(Float64Array.from(scores)).sd / Math.sqrt(scores.length);
}

/** The best first; what is equally good stays in its order. */
export function ranked(standings: readonly Standing[]): Standing[] {
  const means = new Map(standings.map((standing) => [standing, meanOf(standing)]));
  const mean = (standing: Standing) => means.get(standing) ?? WORST;
  // Equal ones first: the difference of two that are both undefined is no number.
  return [...standings].sort((a, b) => (mean(a) === mean(b) ? 0 : mean(b) > mean(a) ? 1 : -1));
}

/**
 * Whether what was found best is so much better than the configuration in force that switching is worth it: whether
 * the mean of their paired differences is positive by one standard error.
 */
export function isWorthSwitching(best: Standing, inForce: Standing): boolean {
  if (best === inForce) return false;
  const pairs = Math.min(best.scores.length, inForce.scores.length);
  const differences = new Float64Array(pairs);
  for (let i = 0; i < pairs; i++) {
    const [better, present] = [best.scores[i], inForce.scores[i]];
    differences[i] = better === present ? 0 : better - present;
  }
  const { mean, sd } = moments(differences);
  // Undefined against defined: the difference is beyond any error.
  if (!Number.isFinite(mean) || Number.isNaN(sd)) return meanOf(best) > meanOf(inForce);
  return mean > sd / Math.sqrt(pairs);
}

/** Whether a proposal is good enough for a twin with this best of its own. @param within share of that best, 0 to 1 */
export function isWithin(proposed: Standing, best: Standing, within: number): boolean {
  const most = meanOf(best);
  // Where nothing has a score, nothing is better than the proposal.
  return most === WORST || meanOf(proposed) >= most - within * Math.abs(most);
}
