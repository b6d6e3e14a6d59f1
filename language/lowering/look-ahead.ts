import type { Expression } from '../../engine/model/expression.js';
import type { LookAheadPlan } from '../../engine/model/look-ahead-plan.js';
import { symbolOf } from '../dimensions/dimension.js';
import type { Expression as ExpressionNode, Property, Simulate } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import { sourceOf } from '../names/expression-text.js';
import { wordsOf } from '../names/text.js';
import { ignoreFindings } from '../validation/report.js';
import { lowerChoices } from '../values/choices.js';
import { constantNames } from '../values/constants.js';
import { expressionNames } from '../values/expressions.js';
import { typeOf } from '../values/typing.js';

/** Default number of simulations of each candidate. */
const DEFAULT_REPLICATIONS = 1;

/** How a twin looks ahead; undefined if validation rejects it. @param read lowers an expression of the policy */
export function lowerLookAhead(
  { choices, properties }: Simulate,
  files: DataFiles,
  read: (node: ExpressionNode) => Expression | undefined,
): LookAheadPlan | undefined {
  const goal = expressionOf(properties, 'maximise') ? 'maximise' : 'minimise';
  const node = expressionOf(properties, goal);
  const objective = node && read(node);
  const horizon = quantityOf(properties, 'horizon');
  if (!node || !objective || horizon === undefined) return undefined;
  const budget = quantityOf(properties, 'budget');
  const decisionTime = quantityOf(properties, 'decisionTime') ?? 0;
  const type = typeOf(node, expressionNames, ignoreFindings);
  return {
    choices: lowerChoices(choices, files),
    horizon,
    spend:
      budget === undefined
        ? { kind: 'each', replications: quantityOf(properties, 'replications') ?? DEFAULT_REPLICATIONS }
        : { kind: 'halving', runs: budget },
    goal,
    objective,
    source: sourceOf(node),
    unit: type.kind === 'quantity' ? symbolOf(type.dimension) : '',
    ...(decisionTime > 0 ? { decisionTime } : {}),
  };
}

/** The expression behind a property of a block. */
export function expressionOf(properties: readonly Property[], name: string): ExpressionNode | undefined {
  const found = properties.find(({ path }) => path && wordsOf(path).join('.') === name);
  const [value] = found?.values ?? [];
  return value && value.$type !== 'Portion' && value.$type !== 'Until' ? value : undefined;
}

/** Its value in SI, if it is a constant. */
export function quantityOf(properties: readonly Property[], name: string): number | undefined {
  const node = expressionOf(properties, name);
  const type = node && typeOf(node, constantNames, ignoreFindings);
  return type?.kind === 'quantity' ? type.value : undefined;
}
