import type { Configuration } from '../../model/configuration.js';
import type { LookAheadPlan } from '../../model/look-ahead-plan.js';
import type { Belief } from './belief.js';
import { bestFirst, type CandidateScores, isWithin, isWorthSwitching, meanScore, scoreOf } from './candidate-scores.js';
import { candidatesOf, nameOf } from './candidates.js';
import { comparingRuns, spendingRounds } from './spending.js';

/** One look-ahead run as plain data: its initial state, its candidate and objective, and what identifies its random numbers. */
export interface LookAheadRequest {
  node: number;
  /** Counts the ends of intervals, from 1. */
  interval: number;
  /** From 0; the same random numbers for every candidate. */
  replication: number;
  belief: Belief;
  /** The configuration in force at the start of the run. */
  inForce: Configuration;
  /** The configuration that is in force after the delay that the twin believes in. */
  candidate: Configuration;
  plan: LookAheadPlan;
  /** Observations of the twin that the objective reads, by name; NaN for one without a value. */
  observations: Readonly<Record<string, number>>;
}

/** Carries out every request once, in any order. @returns the values of their objectives, in their order; NaN if undefined */
export type LookAheadRuns = (requests: readonly LookAheadRequest[]) => ArrayLike<number>;

/** The result of a look-ahead: every candidate in declared order, and the one that the twin proposes. */
export interface LookAhead {
  candidates: readonly CandidateScores[];
  best: CandidateScores;
  inForce: CandidateScores;
  chosen: CandidateScores;
}

/** A twin's judgement of another twin's proposal. */
export interface Judgement {
  accepted: boolean;
  /** Mean scores in its own runs; more is better. */
  score: number;
  best: number;
}

/** A twin's knowledge at the end of an interval, and the results of its runs since. */
interface IntervalKnowledge {
  interval: number;
  belief: Belief;
  observations: LookAheadRequest['observations'];
  /** By initial configuration of the runs, and by candidate. */
  scored: Map<string, Map<string, CandidateScores>>;
  found: Map<string, LookAhead>;
}

/**
 * The twins that look ahead. When a twin is asked for a proposal or a vote, it simulates its candidates from its belief at
 * the end of the interval. It remembers the results until the next interval ends.
 */
export class LookAheads {
  readonly #run: LookAheadRuns;
  readonly #isValid: (configuration: Configuration) => boolean;
  readonly #knowledge = new Map<number, IntervalKnowledge>();
  #intervals = 0;

  constructor(run: LookAheadRuns, isValid: (configuration: Configuration) => boolean) {
    this.#run = run;
    this.#isValid = isValid;
  }

  /** Intervals that have ended. */
  get intervals(): number {
    return this.#intervals;
  }

  /** Sets the belief of node's twin, and forgets earlier results. */
  intervalEnds(node: number, belief: Belief, observations: LookAheadRequest['observations'] = {}): void {
    const interval = (this.#knowledge.get(node)?.interval ?? 0) + 1;
    this.#intervals = Math.max(this.#intervals, interval);
    this.#knowledge.set(node, { interval, belief, observations, scored: new Map(), found: new Map() });
  }

  /** Chooses the best of node's candidates; undefined if there is none but the configuration in force. */
  decide(node: number, plan: LookAheadPlan, inForce: Configuration): LookAhead | undefined {
    const knowledge = this.#knowledge.get(node);
    const candidates = candidatesOf(plan.choices, inForce, this.#isValid);
    if (!knowledge || candidates.length === 1) return undefined;
    const name = nameOf(inForce);
    const found = knowledge.found.get(name) ?? this.#search(node, knowledge, plan, inForce, candidates);
    knowledge.found.set(name, found);
    return found;
  }

  /**
   * Judges whether a proposal is as good as the best candidate of node's twin, up to a share of it. If the plan gives runs per
   * candidate, the two are compared by as many. If it gives a total, a voter simulates every candidate once, and more often
   * only if that is against the proposal.
   */
  judge(
    node: number,
    plan: LookAheadPlan,
    within: number,
    proposed: Configuration,
    inForce: Configuration,
  ): Judgement | undefined {
    const knowledge = this.#knowledge.get(node);
    if (!knowledge) return undefined;
    const candidates = candidatesOf(plan.choices, inForce, this.#isValid);
    if (candidates.length === 1 && nameOf(proposed) === nameOf(inForce)) return undefined;
    const judged = this.#scoresOf(knowledge, inForce, proposed);
    const rivals = candidates.map((candidate) => this.#scoresOf(knowledge, inForce, candidate));
    const best = this.#leader(node, knowledge, plan, inForce, [...rivals, judged]);
    const verdict = (): Judgement => {
      const leading = meanScore(judged) > meanScore(best) ? judged : best;
      return { accepted: isWithin(judged, leading, within), score: meanScore(judged), best: meanScore(leading) };
    };
    this.#simulate(node, knowledge, plan, inForce, [best, judged], Math.max(best.scores.length, judged.scores.length));
    const first = verdict();
    if (plan.spend.kind === 'halving' && first.accepted) return first;
    this.#simulate(node, knowledge, plan, inForce, [best, judged], comparingRuns(plan.spend));
    return verdict();
  }

  /**
   * The best candidate for a voter: the known best if they have been compared already, and otherwise the best in one run of
   * each, with the same random numbers for all.
   */
  #leader(
    node: number,
    knowledge: IntervalKnowledge,
    plan: LookAheadPlan,
    inForce: Configuration,
    scored: readonly CandidateScores[],
  ): CandidateScores {
    const found = knowledge.found.get(nameOf(inForce));
    if (found) return found.best;
    this.#simulate(node, knowledge, plan, inForce, scored, 1);
    return bestFirst(scored)[0];
  }

  #search(
    node: number,
    knowledge: IntervalKnowledge,
    plan: LookAheadPlan,
    inForce: Configuration,
    configurations: readonly Configuration[],
  ): LookAhead {
    const candidates = configurations.map((configuration) => this.#scoresOf(knowledge, inForce, configuration));
    const present = this.#scoresOf(knowledge, inForce, inForce);
    let left = candidates;
    let runs = 0;
    for (const round of spendingRounds(plan.spend, candidates.length)) {
      left = bestWith(present, left, round.candidates);
      runs += round.runs;
      this.#simulate(node, knowledge, plan, inForce, left, runs);
    }
    const [best] = bestFirst(left);
    return { candidates, best, inForce: present, chosen: isWorthSwitching(best, present) ? best : present };
  }

  #scoresOf({ scored }: IntervalKnowledge, inForce: Configuration, configuration: Configuration): CandidateScores {
    const start = nameOf(inForce);
    const known = scored.get(start) ?? new Map<string, CandidateScores>();
    scored.set(start, known);
    const name = nameOf(configuration);
    const entry = known.get(name) ?? { configuration, scores: [] };
    known.set(name, entry);
    return entry;
  }

  /** Simulates candidates until each has `runs` scores. */
  #simulate(
    node: number,
    { interval, belief, observations }: IntervalKnowledge,
    plan: LookAheadPlan,
    inForce: Configuration,
    scored: readonly CandidateScores[],
    runs: number,
  ): void {
    const due = [...new Set(scored)].flatMap(({ configuration: candidate, scores }) =>
      Array.from({ length: Math.max(0, runs - scores.length) }, (_, index) => ({
        scores,
        request: {
          node,
          interval,
          replication: scores.length + index,
          belief,
          inForce,
          candidate,
          plan,
          observations,
        },
      })),
    );
    const values = this.#run(due.map(({ request }) => request));
    due.forEach(({ scores }, index) => {
      scores.push(scoreOf(values[index], plan.goal));
    });
  }
}

/** The `count` best candidates, the configuration in force among them, in their order. */
function bestWith(present: CandidateScores, scored: readonly CandidateScores[], count: number): CandidateScores[] {
  if (count >= scored.length) return [...scored];
  const best = bestFirst(scored).slice(0, count);
  const kept = best.includes(present) ? best : [...best.slice(0, -1), present];
  return scored.filter((entry) => kept.includes(entry));
}
