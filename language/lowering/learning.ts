import type { Expression } from '../../engine/model/expression.js';
import type { LearningMethod, LearningPlan, StateVariable } from '../../engine/model/learning-plan.js';
import type { LookAheadPlan } from '../../engine/model/look-ahead-plan.js';
import { actionName, actionsOf } from '../../engine/twins/learning/actions.js';
import { learntRowNames } from '../../engine/twins/learning/state-space.js';
import { symbolOf } from '../dimensions/dimension.js';
import type { Expression as ExpressionNode, Learn, Unseen } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import { sourceOf } from '../names/expression-text.js';
import { dotted, wordOf, wordsOf } from '../names/text.js';
import { ignoreFindings, type Report } from '../validation/report.js';
import { argumentsMustFit } from '../values/arguments.js';
import { lowerChoices } from '../values/choices.js';
import { constantNames } from '../values/constants.js';
import { expressionNames } from '../values/expressions.js';
import { learntFrom } from '../values/learnt.js';
import { typeOf } from '../values/typing.js';
import { expressionOf, quantityOf } from './look-ahead.js';

/** Defaults, as the reference states them. */
const DEFAULTS = { rate: 0.1, discount: 0.9, exploration: 0.1, memory: 1, replications: 1 };

/**
 * How expressions of a policy are read: those over a twin's observations, and those over an interval's measurements.
 */
export interface Readers {
  observed(node: ExpressionNode): Expression | undefined;
  measured(node: ExpressionNode): Expression | undefined;
}

/** How a twin learns; undefined if validation rejects it or it cannot be simulated. */
export function lowerLearning(
  node: Learn,
  files: DataFiles,
  readers: Readers,
  report: Report = ignoreFindings,
): LearningPlan | undefined {
  const rewardNode = expressionOf(node.properties, 'reward');
  const reward = rewardNode && readers.measured(rewardNode);
  const method = lowerMethod(node);
  if (!rewardNode || !reward || !method) return undefined;
  const state = stateOf(node).flatMap((bins) => lowerBins(bins, readers) ?? []);
  const choices = lowerChoices(node.choices, files);
  const type = typeOf(rewardNode, expressionNames, ignoreFindings);
  const shape = {
    method: method.kind,
    states: learntRowNames(method.kind, state),
    actions: actionsOf(choices).map(actionName),
  };
  const from = learntFrom(node, shape, files, report);
  const plan: LearningPlan = {
    method,
    state,
    choices,
    reward,
    source: sourceOf(rewardNode),
    unit: type.kind === 'quantity' ? symbolOf(type.dimension) : '',
    ...(from ? { from } : {}),
  };
  const unseen = node.unseen[0] && lowerUnseen(node.unseen[0], plan);
  return unseen ? { ...plan, unseen } : plan;
}

/** Looking ahead uses the reward as its objective and the actions as its candidates. */
function lowerUnseen(
  { properties }: Unseen,
  { choices, reward, source, unit }: LearningPlan,
): LookAheadPlan | undefined {
  const horizon = quantityOf(properties, 'horizon');
  if (horizon === undefined) return undefined;
  const budget = quantityOf(properties, 'budget');
  const decisionTime = quantityOf(properties, 'decisionTime') ?? 0;
  return {
    choices,
    horizon,
    spend:
      budget === undefined
        ? { kind: 'each', replications: quantityOf(properties, 'replications') ?? DEFAULTS.replications }
        : { kind: 'halving', runs: budget },
    goal: 'maximise',
    objective: reward,
    source,
    unit,
    ...(decisionTime > 0 ? { decisionTime } : {}),
  };
}

function lowerMethod({ method, properties }: Learn): LearningMethod | undefined {
  const share = (name: 'rate' | 'discount' | 'exploration' | 'memory') =>
    quantityOf(properties, name) ?? DEFAULTS[name];
  if (method === 'qLearning')
    return { kind: 'qLearning', rate: share('rate'), discount: share('discount'), exploration: share('exploration') };
  if (method === 'optimiser')
    return { kind: 'optimiser', discount: share('discount'), exploration: share('exploration') };
  if (method !== 'bandit') return undefined;
  const written = properties.find(({ path }) => path && dotted(path) === 'method')?.values[0];
  const name = written?.$type === 'NameExpression' ? wordOf(written) : undefined;
  return { kind: name === 'linUcb' ? 'linUcb' : 'thompson', memory: share('memory') };
}

function stateOf({ properties }: Learn): ExpressionNode[] {
  const found = properties.find(({ path }) => path && wordsOf(path).join('.') === 'state');
  return (found?.values ?? []).filter(
    (value): value is ExpressionNode => value.$type !== 'Portion' && value.$type !== 'Until',
  );
}

function lowerBins(node: ExpressionNode, { observed }: Readers): StateVariable | undefined {
  if (node.$type !== 'NameExpression' || !node.call) return undefined;
  const given = argumentsMustFit(node, [{ name: 'observation' }, { name: 'bounds' }], ignoreFindings);
  const observation = given?.get('observation');
  const bounds = given?.get('bounds');
  if (!observation || bounds?.$type !== 'List') return undefined;
  const value = observed(observation);
  if (!value) return undefined;
  const numbers = bounds.items.flatMap((item) => {
    const type = item.$type === 'Step' ? undefined : typeOf(item, constantNames, ignoreFindings);
    return type?.kind === 'quantity' && type.value !== undefined ? [type.value] : [];
  });
  return { name: sourceOf(observation), value, bounds: numbers };
}
