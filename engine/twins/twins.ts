import type { Configuration } from '../model/configuration.js';
import { evaluate, type Lookup, partsOf, quantityValue, truthValue } from '../model/evaluation.js';
import type { Expression, StatisticName } from '../model/expression.js';
import type { Candidate, LessonLearnt } from '../model/facts.js';
import type { LookAheadPlan } from '../model/look-ahead-plan.js';
import type { NodeChoice } from '../model/node-choice.js';
import type { Change, Policy, Rule } from '../model/policy.js';
import type { Choosing, Learners } from './learning/learners.js';
import type { Mirror } from './lookahead/belief.js';
import { meanScore, objectiveOf, standardError } from './lookahead/candidate-scores.js';
import type { LookAheads } from './lookahead/look-aheads.js';
import type { Mirrors, TrueState } from './lookahead/mirrors.js';
import type { Observations, Policies } from './observations.js';
import { learningPlanOf, longestCount, lookAheadPlanOf, readByRule } from './policies.js';
import { faultOf, type PrimaryNodes } from './valid-configuration.js';

/** The proposal of a twin, and its reasons. */
export interface Decision {
  configuration: Configuration;
  /** Number of the rule that holds, from 1; 0 if none does and the configuration stays. */
  rule: number;
  /** The observations that this rule read, in SI. */
  figures: Figure[];
  /** The simulated candidates; absent if it has not looked ahead. */
  candidates?: Candidate[];
  /** The basis of its choice; absent if it does not learn. */
  learning?: Omit<Choosing, 'configuration'>;
}

/** A twin's judgement of a proposal. */
export interface Opinion {
  /** Why it votes against the proposal; absent if it votes for it. */
  objection?: string;
  /** The result of its own look-ahead: objectives in SI; absent if it has not looked ahead. */
  judgement?: { proposed: number; best: number; accepted: boolean };
}

/** The parts of twins that learn. */
export interface LearningParts {
  learners: Learners;
  /** Receives what each of them learns at the end of an interval. */
  tell(lesson: LessonLearnt): void;
}

/** The parts of twins that look ahead. */
export interface LookAheadParts {
  mirrors: Mirrors;
  lookAheads: LookAheads;
  present(): TrueState;
  /** Receives the belief of each of them at the end of an interval. */
  tell(mirror: Mirror): void;
  /** Absent if not requested. */
  hindsight?: Hindsight;
}

/** Determines what a proposer would have chosen from the true state: a diagnostic that doubles the look-ahead runs. */
export interface Hindsight {
  /** Look-aheads with the same random numbers, but separate results. */
  lookAheads: LookAheads;
  tell(choices: Choices): void;
}

/** Two choices at one time. */
export interface Choices {
  node: number;
  /** The choice from its belief. */
  chosen: Configuration;
  /** The choice from the true state. */
  exact: Configuration;
}

/** Optional parts of twins. */
export interface TwinParts {
  /** Absent if no twin looks ahead. */
  lookAhead?: LookAheadParts | undefined;
  /** Absent if no twin learns. */
  learning?: LearningParts | undefined;
  /** Factor by which the observations of a node's twin are inflated; absent: every twin is honest. */
  inflation?: ((node: number) => number) | undefined;
}

/** An observation that a rule read. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
}

/**
 * The twins of the management nodes (Section 2.1). Each decides by the policy of its stakeholder and by its observations up
 * to the end of the last interval, no matter when during the agreement it is asked.
 */
export class Twins {
  readonly #policies: Policies;
  readonly #observations: Observations;
  readonly #nodes: PrimaryNodes;
  readonly #inflation: (node: number) => number;
  /** The configurations in force at the last interval ends, as each node knew them, the latest first. */
  readonly #inForce: Configuration[][];
  /** Absent if no twin looks ahead. */
  readonly #lookAheadParts: LookAheadParts | undefined;
  /** Absent if no twin learns. */
  readonly #learningParts: LearningParts | undefined;

  constructor(
    policies: Policies,
    observations: Observations,
    nodes: PrimaryNodes,
    { lookAhead, learning, inflation = () => 1 }: TwinParts = {},
  ) {
    this.#inflation = inflation;
    this.#policies = policies;
    this.#observations = observations;
    this.#nodes = nodes;
    this.#inForce = policies.map(() => []);
    this.#lookAheadParts = lookAhead;
    this.#learningParts = learning;
  }

  /**
   * Node's twin takes its observations at the end of an interval.
   *
   * @param inForce the latest configuration that its node knows
   */
  intervalEnds(node: number, inForce: Configuration): void {
    const known = this.#inForce[node];
    known.unshift(inForce);
    known.length = Math.min(known.length, longestCount(this.#policies[node]));
    const policy = this.#policies[node];
    if (policy && learningPlanOf(policy)) this.#learn(node, policy, inForce);
    const plan = policy && lookAheadPlanOf(policy);
    if (!this.#lookAheadParts || !plan) return;
    const { mirrors, lookAheads, present, tell } = this.#lookAheadParts;
    const mirror = mirrors.take(node, present());
    tell(mirror);
    const lookup = this.#lookup(node, this.#lastEnd, inForce);
    const believed = policy.observe?.view === 'exact' ? mirror.truth : mirror.belief;
    const observations = observationsIn(plan.objective, lookup);
    lookAheads.intervalEnds(node, believed, observations);
    this.#lookAheadParts.hindsight?.lookAheads.intervalEnds(node, mirror.truth, observations);
  }

  /** Time that node's twin takes for a proposal and for a vote, s. */
  decisionTime(node: number): number {
    const policy = this.#policies[node];
    return (policy && lookAheadPlanOf(policy)?.decisionTime) ?? 0;
  }

  /** The proposal of node's twin. It is not checked here: others reject invalid ones. */
  decide(node: number, inForce: Configuration): Decision {
    const policy = this.#policies[node];
    const plan = policy && lookAheadPlanOf(policy);
    const learns = policy?.decision.kind === 'learn' && this.#learningParts;
    if (plan && (!learns || learns.learners.isUnseen(node))) {
      const decision = this.#lookAhead(node, plan, inForce);
      const { candidates = [] } = decision;
      if (learns)
        learns.learners.imagine(
          node,
          candidates.map(({ configuration, mean }) => ({ configuration, reward: mean })),
        );
      return decision;
    }
    if (learns) return this.#choose(learns, node, inForce);
    const rules = rulesOf(policy);
    const lookup = this.#lookup(node, this.#lastEnd, inForce);
    const first = rules.findIndex((rule) => this.#holds(node, rule) && setsValues(rule, lookup));
    if (first < 0) return { configuration: inForce, rule: 0, figures: [] };
    return {
      configuration: rules[first].changes.reduce((wanted, change) => changed(wanted, change, lookup), inForce),
      rule: first + 1,
      figures: figures(rules[first], policy, lookup),
    };
  }

  /** The judgement of node's twin on another twin's proposal. */
  opinion(node: number, proposed: Configuration, inForce: Configuration): Opinion {
    const fault = faultOf(proposed, this.#nodes);
    if (fault !== undefined) return { objection: fault };
    const policy = this.#policies[node];
    const accept = policy?.accept;
    if (!accept) return {};
    if ('condition' in accept) {
      const lookup = this.#lookup(node, this.#lastEnd, inForce, proposed);
      return truthValue(accept.condition, lookup) === true ? {} : { objection: accept.source };
    }
    const plan = lookAheadPlanOf(policy);
    const judged = plan && this.#lookAheadParts?.lookAheads.judge(node, plan, accept.within, proposed, inForce);
    if (!plan || !judged) return {};
    const { accepted, score, best } = judged;
    return {
      ...(accepted ? {} : { objection: accept.source }),
      judgement: { accepted, proposed: objectiveOf(score, plan.goal), best: objectiveOf(best, plan.goal) },
    };
  }

  #learn(node: number, { observe, decision }: Policy, inForce: Configuration): void {
    if (!this.#learningParts || !observe || decision.kind !== 'learn') return;
    const { reward } = decision.plan;
    const lookup = this.#lookup(node, this.#lastEnd, inForce);
    const measured = (name: StatisticName, metric: string, from: number, to: number) =>
      this.#observations.between(node, observe, name, metric, from, to);
    const lesson = this.#learningParts.learners.intervalEnds(node, {
      at: this.#lastEnd,
      lookup,
      reward: (from, to) =>
        quantityValue(reward, { ...lookup, statistic: (name, metric) => measured(name, metric, from, to) }),
      blockTime: (from, to) => measured('mean', 'primary.blockTime', from, to),
    });
    if (lesson) this.#learningParts.tell(lesson);
  }

  #choose({ learners }: LearningParts, node: number, inForce: Configuration): Decision {
    const chosen = learners.choose(node, inForce);
    if (!chosen) return { configuration: inForce, rule: 0, figures: [] };
    const { configuration, ...learning } = chosen;
    return { configuration, rule: 0, figures: [], learning };
  }

  #lookAhead(node: number, plan: LookAheadPlan, inForce: Configuration): Decision {
    const found = this.#lookAheadParts?.lookAheads.decide(node, plan, inForce);
    const exact = this.#lookAheadParts?.hindsight?.lookAheads.decide(node, plan, inForce);
    if (found && exact) {
      const [chosen, other] = [found, exact].map((each) => each.chosen.configuration);
      this.#lookAheadParts?.hindsight?.tell({ node, chosen, exact: other });
    }
    if (!found) return { configuration: inForce, rule: 0, figures: [] };
    const candidates = found.candidates.map(
      (scored): Candidate => ({
        configuration: scored.configuration,
        runs: scored.scores.length,
        mean: objectiveOf(meanScore(scored), plan.goal),
        error: standardError(scored),
        isInForce: scored === found.inForce,
        isBest: scored === found.best,
        isProposed: scored === found.chosen,
      }),
    );
    return { configuration: found.chosen.configuration, rule: 0, figures: [], candidates };
  }

  /** Whether the condition of a rule held at the required number of interval ends. */
  #holds(node: number, { condition, intervals }: Rule): boolean {
    const known = this.#inForce[node].slice(0, intervals);
    const { ends } = this.#observations;
    const held = (inForce: Configuration, end: number) =>
      truthValue(condition, this.#lookup(node, ends[end], inForce)) === true;
    return known.length === intervals && known.every(held);
  }

  get #lastEnd(): number {
    return this.#observations.ends[0] ?? 0;
  }

  /** The values of names for node's twin at the end of an interval, `at` (ns). */
  #lookup(node: number, at: number, inForce: Configuration, proposed?: Configuration): Lookup {
    const observe = this.#policies[node]?.observe;
    const lookup: Lookup = {
      statistic: (name, metric) =>
        observe ? this.#observations.statistic(node, observe, name, metric, at) * this.#inflation(node) : Number.NaN,
      observation: (name) => {
        const observation = observe?.observations.find((candidate) => candidate.name === name);
        const value = observation && evaluate(observation.value, lookup);
        return typeof value === 'number' ? value : Number.NaN;
      },
      property: (path) => {
        const [whose, name] = path.split('.');
        const configuration = whose === 'proposed' ? proposed : inForce;
        const value = Object.entries(configuration ?? {}).find(([key]) => key === name)?.[1];
        if (typeof value === 'object') return this.#nodes.count(value);
        return value ?? Number.NaN;
      },
      always: () => undefined,
    };
    return lookup;
  }
}

/** The observations that an expression reads, by name. */
function observationsIn(expression: Expression, { observation }: Lookup): Record<string, number> {
  const names = partsOf(expression).flatMap((part) => (part.kind === 'observation' ? [part.name] : []));
  return Object.fromEntries(names.map((name) => [name, observation(name)]));
}

function rulesOf(policy: Policy | undefined): readonly Rule[] {
  return policy?.decision.kind === 'rules' ? policy.decision.rules : [];
}

/** Whether everything that a rule sets has a value. If not, such as a quotient by zero, there is nothing to propose. */
function setsValues({ changes }: Rule, lookup: Lookup): boolean {
  return changes.every(({ value }) => value.kind === 'nodes' || !Number.isNaN(evaluate(value, lookup)));
}

/** A configuration with one property changed. A number of validators is rounded down, and drawn from all nodes. */
function changed(wanted: Configuration, { property, value }: Change, lookup: Lookup): Configuration {
  const found: number | string | NodeChoice = value.kind === 'nodes' ? value.choice : evaluate(value, lookup);
  const isCount = property === 'validators' && typeof found === 'number';
  return { ...wanted, [property]: isCount ? { kind: 'random', count: Math.floor(found) } : found };
}

function figures(rule: Rule, policy: Policy | undefined, lookup: Lookup): Figure[] {
  const found = new Map<string, Figure>();
  for (const part of readByRule(rule)) {
    if (part.kind !== 'observation') continue;
    const unit = policy?.observe?.observations.find(({ name }) => name === part.name)?.unit ?? '';
    found.set(part.name, { name: part.name, value: lookup.observation(part.name), unit });
  }
  return [...found.values()];
}
