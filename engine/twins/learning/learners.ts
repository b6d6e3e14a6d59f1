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

/** A twin's choice, and its knowledge about the chosen action. */
export interface Choosing {
  configuration: Configuration;
  state: string;
  action: string;
  /** Whether the choice is exploratory. */
  isExploring: boolean;
}

/** The random words of learning twins, in a stream of its own for each purpose. */
export interface Draws {
  /** For the initial model of node's twin. */
  beginning(node: number): WordSource;
  /** For its choice at a height. @param due the height */
  choice(node: number, due: number): WordSource;
  /** For the replay after the interval of a height. @param due the height */
  lesson(node: number, due: number): WordSource;
}

/** Streams of a node's twin in addition to that of its choices. */
const BEGINNINGS = -1;
const LESSONS = -2;

/** Stands for no action. */
const NONE = -1;

/** The data of an interval that a learning twin receives at its end. */
export interface IntervalEnd {
  /** ns */
  at: number;
  /** The values of names for the twin at the end of the interval. */
  lookup: Lookup;
  /** The reward between two times, ns; NaN if it is undefined. */
  reward(from: number, to: number): number;
  /** Mean block time between two times (ns), s; NaN with fewer than two blocks. */
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
  /** Configurations that its node has applied since: their number, and time and height of the last one. */
  applied: { times: number; at: number; height: number };
}

/**
 * The twins that learn. Each learns from the configurations in force at its own node, whoever proposed them. The reward of an
 * interval is known when it ends, and counts from the moment at which the node applied the configuration. An interval in
 * which the node applied several, or one that is not an action, teaches nothing.
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

  /** Node's twin learns from the interval that ends. @returns the lesson; undefined if the interval teaches nothing */
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

  /** Whether some action is untried in the current state of node's twin. */
  isUnseen(node: number): boolean {
    const found = this.#pupils.get(node);
    if (!found?.start) return true;
    return firstUntried(found.learner, found.start.state, found.actions.length) !== undefined;
  }

  /** Node's twin has looked ahead in its current state: the simulated rewards are lessons about the candidates. */
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

  /** The next action of node's twin; undefined before its first interval has ended. */
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

  /** What all twins that learn like the first one have learnt together; undefined before any has. */
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

/** The learners among the twins with these policies; undefined if none learns. */
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

/** The learner of a plan. The language has checked that what was learnt before fits its state space. */
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
