import type { Configuration } from '../../model/configuration.js';
import type { LookAheadPlan } from '../../model/look-ahead-plan.js';
import type { Belief } from './belief.js';
import { candidatesOf, nameOf } from './candidates.js';
import { comparingRuns, spendingRounds } from './spending.js';
import { isWithin, isWorthSwitching, meanOf, ranked, type Standing, scoreOf } from './standing.js';

/** One look ahead: what it begins with, what it is asked, and what tells its random numbers from those of others. It is plain data. */
export interface LookAheadRequest {
  node: number;
  /** Counts the ends of intervals, from 1. */
  interval: number;
  /** From 0; the same random numbers for every candidate. */
  replication: number;
  belief: Belief;
  /** In force at the start of the run. */
  inForce: Configuration;
  /** In the hands of the nodes after the delay that the twin believes in. */
  candidate: Configuration;
  plan: LookAheadPlan;
  /** What the twin has observed, by name, as far as the objective reads it; NaN where it has no value. */
  observations: Readonly<Record<string, number>>;
}

/** Simulates candidates, each request once, in any order. @returns the values of the objective in theirs, NaN where undefined */
export type LookAheadRuns = (requests: readonly LookAheadRequest[]) => ArrayLike<number>;

/** What looking ahead came to: every candidate in declared order, and the one that the twin proposes. */
export interface LookAhead {
  candidates: readonly Standing[];
  best: Standing;
  inForce: Standing;
  chosen: Standing;
}

/** A twin's judgement of another twin's proposal. */
export interface Judgement {
  accepted: boolean;
  /** Mean scores in its own runs, the more the better. */
  score: number;
  best: number;
}

/** What a twin knows at an interval's end, and what its runs have told since. */
interface Outlook {
  interval: number;
  belief: Belief;
  observations: LookAheadRequest['observations'];
  /** By the configuration in force that the runs begin with, and by candidate. */
  standings: Map<string, Map<string, Standing>>;
  found: Map<string, LookAhead>;
}

/**
 * Twins that look ahead: each simulates its candidates from what it believes at the end of an interval, when it is asked
 * for a proposal or a vote, and remembers what came of it until the next interval ends.
 */
export class LookAheads {
  readonly #run: LookAheadRuns;
  readonly #isValid: (configuration: Configuration) => boolean;
  readonly #outlooks = new Map<number, Outlook>();

  constructor(run: LookAheadRuns, isValid: (configuration: Configuration) => boolean) {
    this.#run = run;
    this.#isValid = isValid;
  }

  /** Node's twin takes its look at the world; what it simulated before is forgotten. */
  intervalEnds(node: number, belief: Belief, observations: LookAheadRequest['observations'] = {}): void {
    const interval = (this.#outlooks.get(node)?.interval ?? 0) + 1;
    this.#outlooks.set(node, { interval, belief, observations, standings: new Map(), found: new Map() });
  }

  /** The best of node's candidates; absent where there is nothing but the configuration in force. */
  decide(node: number, plan: LookAheadPlan, inForce: Configuration): LookAhead | undefined {
    const outlook = this.#outlooks.get(node);
    const candidates = candidatesOf(plan.choices, inForce, this.#isValid);
    if (!outlook || candidates.length === 1) return undefined;
    const name = nameOf(inForce);
    const found = outlook.found.get(name) ?? this.#search(node, outlook, plan, inForce, candidates);
    outlook.found.set(name, found);
    return found;
  }

  /**
   * Whether a proposal is as good as the best that node's twin finds, but for a share of that. With a number of runs of each
   * candidate, the two are compared by as many. With a number of all together, a voter looks at every candidate once, and
   * again only where that speaks against the proposal.
   */
  judge(
    node: number,
    plan: LookAheadPlan,
    within: number,
    proposed: Configuration,
    inForce: Configuration,
  ): Judgement | undefined {
    const outlook = this.#outlooks.get(node);
    if (!outlook) return undefined;
    const candidates = candidatesOf(plan.choices, inForce, this.#isValid);
    if (candidates.length === 1 && nameOf(proposed) === nameOf(inForce)) return undefined;
    const judged = this.#standing(outlook, inForce, proposed);
    const rivals = candidates.map((candidate) => this.#standing(outlook, inForce, candidate));
    const best = this.#leader(node, outlook, plan, inForce, [...rivals, judged]);
    const verdict = (): Judgement => {
      const leading = meanOf(judged) > meanOf(best) ? judged : best;
      return { accepted: isWithin(judged, leading, within), score: meanOf(judged), best: meanOf(leading) };
    };
    this.#simulate(node, outlook, plan, inForce, [best, judged], Math.max(best.scores.length, judged.scores.length));
    const first = verdict();
    if (plan.spend.kind === 'halving' && first.accepted) return first;
    this.#simulate(node, outlook, plan, inForce, [best, judged], comparingRuns(plan.spend));
    return verdict();
  }

  /**
   * The best of candidates for who does not have to propose it: as they stand where they have been compared already, else
   * by one run of each, with the same random numbers for all.
   */
  #leader(
    node: number,
    outlook: Outlook,
    plan: LookAheadPlan,
    inForce: Configuration,
    standings: readonly Standing[],
  ): Standing {
    const found = outlook.found.get(nameOf(inForce));
    if (found) return found.best;
    this.#simulate(node, outlook, plan, inForce, standings, 1);
    return ranked(standings)[0];
  }

  #search(
    node: number,
    outlook: Outlook,
    plan: LookAheadPlan,
    inForce: Configuration,
    configurations: readonly Configuration[],
  ): LookAhead {
    const candidates = configurations.map((configuration) => this.#standing(outlook, inForce, configuration));
    const present = this.#standing(outlook, inForce, inForce);
    let left = candidates;
    let runs = 0;
    for (const round of spendingRounds(plan.spend, candidates.length)) {
      left = bestWith(present, left, round.candidates);
      runs += round.runs;
      this.#simulate(node, outlook, plan, inForce, left, runs);
    }
    const [best] = ranked(left);
    return { candidates, best, inForce: present, chosen: isWorthSwitching(best, present) ? best : present };
  }

  #standing({ standings }: Outlook, inForce: Configuration, configuration: Configuration): Standing {
    const start = nameOf(inForce);
    const known = standings.get(start) ?? new Map<string, Standing>();
    standings.set(start, known);
    const name = nameOf(configuration);
    const standing = known.get(name) ?? { configuration, scores: [] };
    known.set(name, standing);
    return standing;
  }

  /** Simulates candidates until each has been so many times. */
  #simulate(
    node: number,
    { interval, belief, observations }: Outlook,
    plan: LookAheadPlan,
    inForce: Configuration,
    standings: readonly Standing[],
    runs: number,
  ): void {
    const due = [...new Set(standings)].flatMap(({ configuration: candidate, scores }) =>
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

/** The best so many, the configuration in force among them, in their order. */
function bestWith(present: Standing, standings: readonly Standing[], count: number): Standing[] {
  if (count >= standings.length) return [...standings];
  const best = ranked(standings).slice(0, count);
  const kept = best.includes(present) ? best : [...best.slice(0, -1), present];
  return standings.filter((standing) => kept.includes(standing));
}
