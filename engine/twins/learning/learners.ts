import { type StreamKey, subKey } from '../../kernel/streams.js';
import { WordSource } from '../../kernel/word-source.js';
import type { Configuration } from '../../model/configuration.js';
import { type Lookup, quantityValue } from '../../model/evaluation.js';
import type { FactReader } from '../../model/fact-readers.js';
import type { LessonLearnt } from '../../model/facts.js';
import type { LearningPlan, Learnt } from '../../model/learning-plan.js';
import type { Policies } from '../observations.js';
import { learningPlanOf } from '../policies.js';
import { actionName, actionOf, actionsOf } from './actions.js';
import { type Group, gatedReward, isFeasible } from './constraints.js';
import { LinUcb } from './lin-ucb.js';
import { mergeLearnt, valuesOf } from './merge-learnt.js';
import { firstUntried, type Learner } from './method.js';
import { Optimiser } from './optimiser.js';
import { QLearning } from './q-learning.js';
import { learntRowNames, stateCount, stateNames, stateOf } from './state-space.js';
import { Thompson } from './thompson.js';

/** A twin's choice, and what it knew about it. */
export interface Choosing {
  configuration: Configuration;
  state: string;
  action: string;
  /** Whether the choice is exploratory. */
  isExploring: boolean;
}

/** Random words of what learning twins do, each of a stream of its own. */
export interface Draws {
  /** What node's twin begins with. */
  beginning(node: number): WordSource;
  /** Its choice for one height. */
  choice(node: number, due: number): WordSource;
  /** What it goes over again after the interval for that height. */
  lesson(node: number, due: number): WordSource;
}

/** Streams of a node's twin beside that of its choices. */
const BEGINNINGS = -1;
const LESSONS = -2;

/** Nothing among the actions. */
const NONE = -1;

/** The data of an interval that a learning twin receives at its end. */
export interface IntervalEnd {
  /** ns */
  at: number;
  /** What names mean to the twin at this moment. */
  lookup: Lookup;
  /** The value of the reward between two moments, ns; NaN where it is undefined. */
  reward(from: number, to: number): number;
  /** Mean block time between two moments, s; NaN where no two blocks were seen. */
  blockTime(from: number, to: number): number;
}

/** One twin that learns. */
interface Pupil {
  plan: LearningPlan;
  learner: Learner;
  actions: ReturnType<typeof actionsOf>;
  states: string[];
  /** The state in which the last interval ended; absent before the first one has. */
  start?: { state: number; features: number[]; at: number; due: number };
  /** How often its node has turned to another configuration block since, when it did, and to which. */
  applied: { times: number; at: number; height: number };
}

/**
 * Twins that learn: each from the configurations that were in force at its own node, whoever proposed them. What an
 * interval was worth is known when it ends, and counted from when its node applied the configuration; intervals in which
 * the node turned to several, or to one that is not among the actions, teach nothing.
 */
export class Learners {
  readonly reader: FactReader;
  readonly #pupils: ReadonlyMap<number, Pupil>;
  readonly #draws: Draws;
  readonly #groups: readonly Group[];
  readonly #configurations = new Map<number, Configuration>();
  /** Height of the configuration block that is due. */
  #due = 0;

  constructor(plans: ReadonlyMap<number, LearningPlan>, start: Configuration, draws: Draws, groups: readonly Group[]) {
    this.#pupils = new Map([...plans].map(([node, plan]) => [node, pupil(plan, draws.beginning(node))]));
    this.#draws = draws;
    this.#groups = groups;
    this.#configurations.set(0, start);
    this.reader = {
      intervalEnded: (_, { height }) => {
        this.#due = height;
      },
      configurationAgreed: (_, { height, configuration }) => {
        this.#configurations.set(height, configuration);
      },
      configurationApplied: (at, { node, to }) => {
        const found = this.#pupils.get(node);
        if (found) found.applied = { times: found.applied.times + 1, at, height: to };
      },
    };
  }

  /** Node's twin learns from the interval that ends. @returns what it learnt, undefined where that was nothing */
  intervalEnds(node: number, interval: IntervalEnd): LessonLearnt | undefined {
    const found = this.#pupils.get(node);
    if (!found) return undefined;
    const { plan, applied } = found;
    const { at, lookup } = interval;
    const features = plan.state.map(({ value }) => quantityValue(value, lookup));
    const state = stateOf(plan.state, features);
    const lesson = this.#lesson(node, found, { state, features }, interval);
    found.start = { state, features, at, due: this.#due };
    found.applied = { ...applied, times: 0 };
    this.#forget();
    return lesson;
  }

  #lesson(
    node: number,
    found: Pupil,
    end: { state: number; features: number[] },
    { at, reward: earnedIn, blockTime }: IntervalEnd,
  ): LessonLearnt | undefined {
    const { start, applied, learner, actions, states, plan } = found;
    const configuration = this.#configurations.get(applied.height);
    const action = configuration ? actionOf(actions, configuration) : NONE;
    if (!start || !configuration || applied.times > 1 || action === NONE) return undefined;
    const since = applied.times === 1 ? applied.at : start.at;
    const earned = earnedIn(since, at);
    if (Number.isNaN(earned)) return undefined;
    const { state, features, due } = start;
    const isGated = plan.method.kind === 'optimiser' && !isFeasible(configuration, blockTime(since, at), this.#groups);
    const reward = isGated ? gatedReward(earned) : earned;
    const lesson = { state, action, reward, next: end.state, features, nextFeatures: end.features };
    learner.learn(lesson, this.#draws.lesson(node, due));
    return {
      kind: 'lessonLearnt',
      node,
      height: due,
      state: states[state],
      action: actionName(actions[action]),
      reward,
      value: learner.value(state, action),
      visits: learner.visits(state, action),
    };
  }

  /** Whether node's twin has never tried one of its actions in the state in which it is. */
  isUnseen(node: number): boolean {
    const found = this.#pupils.get(node);
    if (!found?.start) return true;
    return firstUntried(found.learner, found.start.state, found.actions.length) !== undefined;
  }

  /** Node's twin has looked ahead in the state in which it is: what it simulated is a lesson about each candidate. */
  imagine(node: number, candidates: readonly { configuration: Configuration; reward: number }[]): void {
    const found = this.#pupils.get(node);
    if (!found?.start) return;
    const { state, features, due } = found.start;
    const draws = this.#draws.lesson(node, due);
    for (const { configuration, reward } of candidates) {
      const action = actionOf(found.actions, configuration);
      if (action === NONE || Number.isNaN(reward)) continue;
      const lesson = { state, action, reward, next: state, features, nextFeatures: features, isImagined: true };
      found.learner.learn(lesson, draws);
    }
  }

  /** What node's twin tries next; undefined before its first interval has ended. */
  choose(node: number, inForce: Configuration): Choosing | undefined {
    const found = this.#pupils.get(node);
    if (!found?.start) return undefined;
    const { learner, actions, states } = found;
    const { state, features, due } = found.start;
    const { action, isExploring } = learner.choose(state, features, this.#draws.choice(node, due));
    const configuration = { ...inForce, ...actions[action] } as Configuration;
    return { configuration, state: states[state], action: actionName(actions[action]), isExploring };
  }

  /** What node's twin has learnt so far. */
  learnt(node: number): Learnt | undefined {
    const found = this.#pupils.get(node);
    if (!found) return undefined;
    const { plan, learner, actions } = found;
    const rows = learntRowNames(plan.method.kind, plan.state);
    const cells = rows.flatMap((_, state) => actions.map((__, action) => ({ state, action })));
    const { model } = learner;
    return {
      method: plan.method.kind,
      states: rows,
      actions: actions.map(actionName),
      values: valuesOf(model) ?? cells.map(({ state, action }) => learner.value(state, action)),
      visits: cells.map(({ state, action }) => learner.visits(state, action)),
      variances: cells.map(({ state, action }) => learner.variance(state, action)),
      ...(model ? { model } : {}),
    };
  }

  /** What the twins that learn like the first of them know together; undefined before any has learnt. */
  together(): Learnt | undefined {
    return mergeLearnt(this.nodes.flatMap((node) => this.learnt(node) ?? []));
  }

  /** The nodes whose twins learn, ascending. */
  get nodes(): number[] {
    return [...this.#pupils.keys()];
  }

  #forget(): void {
    const oldest = Math.min(...[...this.#pupils.values()].map(({ applied }) => applied.height));
    for (const height of this.#configurations.keys()) if (height < oldest) this.#configurations.delete(height);
  }
}

/** The twins among these that learn; undefined where none does. */
export function learnersOf(
  policies: Policies,
  start: Configuration,
  key: StreamKey,
  groups: readonly Group[],
): Learners | undefined {
  const plans = [...policies.entries()].flatMap(([node, policy]): [number, LearningPlan][] => {
    const plan = policy && learningPlanOf(policy);
    return plan ? [[node, plan]] : [];
  });
  if (plans.length === 0) return undefined;
  const source = (name: StreamKey, node: number, due: number) => new WordSource().for(subKey(name, node, due));
  const draws: Draws = {
    beginning: (node) => source(subKey(key, BEGINNINGS, 0), node, 0),
    choice: (node, due) => source(key, node, due),
    lesson: (node, due) => source(subKey(key, LESSONS, 0), node, due),
  };
  return new Learners(new Map(plans), start, draws, groups);
}

function pupil(plan: LearningPlan, draws: WordSource): Pupil {
  const actions = actionsOf(plan.choices);
  const states = stateNames(plan.state);
  const learner = learnerOf(plan, actions.length, draws);
  return { plan, actions, states, learner, applied: { times: 0, at: 0, height: 0 } };
}

/** Where what was learnt before is of another state space, the language has said so; here it would make no sense of the numbers. */
function learnerOf({ method, state, from }: LearningPlan, actions: number, draws: WordSource): Learner {
  const states = stateCount(state);
  const cells = learntRowNames(method.kind, state).length * actions;
  if (from && from.values.length !== cells)
    throw new RangeError(`what was learnt before has ${from.values.length} cells, and ${cells} are needed`);
  switch (method.kind) {
    case 'qLearning':
      return new QLearning(method, states, actions, from);
    case 'thompson':
      return new Thompson(method.memory, states, actions, from);
    case 'linUcb':
      return new LinUcb(method.memory, state.length, actions, from);
    case 'optimiser':
      return new Optimiser(method, { states, actions, features: state.length }, draws, from);
  }
}
