import { type AstNode, AstUtils } from 'langium';
import {
  type Accept,
  type Expectation,
  type Expression,
  isNameExpression,
  isPolicyDeclaration,
  type Observation,
  type Observe,
  type PolicyDeclaration,
  type Rule as PolicyRule,
  type ScenarioDeclaration,
} from '../../generated/ast.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { INVARIANTS } from '../../properties/functions.js';
import type { QuantityType } from '../../properties/property.js';
import { count, positiveTime, probability } from '../../properties/types.js';
import { type EffectiveScenario, effectiveScenario } from '../../settings/effective.js';
import { constantNames } from '../../values/constants.js';
import { expressionNames, metricNamed, metricNameOf } from '../../values/expressions.js';
import { quantityMustBeInRange } from '../../values/ranges.js';
import { dimensionMustFit, typeOf } from '../../values/typing.js';
import type { Finding, Report } from '../report.js';

/** A condition must not be a quantity. */
export function mustBeCondition(expression: Expression | undefined, report: Report): void {
  if (!expression) return;
  const type = typeOf(expression, expressionNames, report);
  if (type.kind === 'condition' || type.kind === 'unknown') return;
  report({
    code: 'expression/condition',
    message: `A condition is expected here, such as \`a < b\`, but \`${expression.$cstNode?.text ?? ''}\` is a quantity.`,
    node: expression,
  });
}

/** A quantity must have a dimension and, if required, be a constant. */
export function mustBeConstant(
  expression: Expression | undefined,
  type: QuantityType,
  place: string,
  report: Report,
): number | undefined {
  if (!expression) return undefined;
  const found = typeOf(expression, constantNames, report);
  if (found.kind !== 'quantity' || found.value === undefined) {
    if (found.kind === 'condition' || expression.$type === 'Text' || expression.$type === 'List')
      report({
        code: 'value/unexpected',
        message: `${place} expects a quantity, but found \`${expression.$cstNode?.text ?? ''}\`.`,
        node: expression,
      });
    return undefined;
  }
  if (!dimensionMustFit(expression, found.dimension, type.dimension, place, report, type.bare)) return undefined;
  return quantityMustBeInRange(expression, found.value, type, place, report) ? found.value : undefined;
}

/** `observe over 60s with mirrored` */
export function observationWindowMustBeTime(node: Observe, report: Report): void {
  mustBeConstant(node.window, positiveTime, '`observe over`', report);
  const views = ['mirrored', 'exact'];
  if (node.view === undefined || views.includes(node.view)) return;
  const suggestions = nearest(node.view, views);
  report({
    code: 'value/unknown',
    message: `\`${node.view}\` is not a valid value after \`with\`; expected \`mirrored\` (what the twin's node has seen) or \`exact\` (what the simulator knows).${didYouMean(suggestions)}`,
    node,
    property: 'view',
    suggestions,
  });
}

/** An observation must be a quantity. */
export function observationMustBeQuantity(node: Observation, report: Report): void {
  if (!node.value) return;
  const type = typeOf(node.value, expressionNames, report);
  if (type.kind === 'condition')
    report({
      code: 'expression/condition',
      message: 'An observation must be a quantity, but this is a condition.',
      node: node.value,
    });
}

export function ruleMustHaveCondition(node: PolicyRule, report: Report): void {
  mustBeCondition(node.condition, report);
  mustBeConstant(node.intervals, count({ min: 1 }), '`for … intervals`', report);
}

export function acceptMustHaveCondition(node: Accept, report: Report): void {
  mustBeCondition(node.condition, report);
  mustBeConstant(node.tolerance, probability, '`accept within`', report);
}

/** An expectation must be a condition or name an invariant. */
export function expectationMustBeCondition(node: Expectation, report: Report): void {
  mustBeCondition(node.condition, report);
  const { invariant } = node;
  if (invariant === undefined || INVARIANTS.some((known) => known.name === invariant)) return;
  const names = INVARIANTS.map((known) => known.name);
  const suggestions = nearest(invariant, names);
  report({
    code: 'value/unknown',
    message: `There is no invariant \`${invariant}\`.${didYouMean(suggestions) || ` Known are ${names.join(' and ')}.`}`,
    node,
    property: 'invariant',
    suggestions,
  });
}

/** A saturated primary has no arrivals, no pool and no latency; without twins that look ahead there is no mirror. */
export function metricsMustExistInScenario(scenario: ScenarioDeclaration, report: Report): void {
  const effective = effectiveScenario(scenario);
  for (const { condition } of scenario.expectations)
    if (condition) for (const lack of missingMetrics(condition, scenario, effective)) report(lack);
  if (effective.settings.has('primary.workload')) return;
  for (const { policy, node } of ownPolicies(effective, scenario)) {
    const [first] = policy.members
      .flatMap((member) => [...metricsIn(member)])
      .filter(({ metric }) => metric.needsWorkload);
    if (first)
      report({
        code: 'expression/saturated',
        message: `The policy \`${policy.name}\` reads \`${first.metric.name}\`, but the primary of \`${scenario.name}\` has no workload.`,
        node,
        related: [{ node: first.node, message: 'It is read here.' }],
      });
  }
}

/** Reports metrics in an expression that the scenario does not have. @param looksAhead whether a twin looks ahead */
export function missingMetrics(
  root: AstNode,
  { name }: ScenarioDeclaration,
  effective: EffectiveScenario,
  looksAhead = policiesOf(effective).some(policyLooksAhead),
): Finding[] {
  const isSaturated = !effective.settings.has('primary.workload');
  return metricsIn(root).flatMap(({ node, metric }): Finding[] => {
    if (isSaturated && metric.needsWorkload)
      return [
        {
          code: 'expression/saturated',
          message: `\`${metric.name}\` needs a workload, and the primary of \`${name}\` has none: it is saturated.`,
          node,
        },
      ];
    if (looksAhead || !metric.needsMirror) return [];
    return [
      {
        code: 'expression/mirror',
        message: `\`${metric.name}\` needs twins that look ahead, and no twin of \`${name}\` does. Give \`management.policy\` a policy with \`simulate\`.`,
        node,
      },
    ];
  });
}

/** The policies of all twins, including inherited ones. */
export function policiesOf({ settings, groupPolicies }: EffectiveScenario): PolicyDeclaration[] {
  const named = [...(settings.get('management.policy')?.items ?? [])].flatMap((item) => {
    const target = isNameExpression(item) ? item.segments[0]?.element?.ref : undefined;
    return isPolicyDeclaration(target) ? [target] : [];
  });
  return [...named, ...[...groupPolicies.values()].flatMap(({ policy }) => policy ?? [])];
}

/** Whether a policy looks ahead, always or only in new states. */
export function policyLooksAhead({ members }: PolicyDeclaration): boolean {
  return members.some(
    (member) => member.$type === 'Simulate' || (member.$type === 'Learn' && member.unseen.length > 0),
  );
}

/** The policies that a scenario itself names, for all twins or for those of a group. */
function ownPolicies({ settings, groupPolicies }: EffectiveScenario, scenario: ScenarioDeclaration) {
  const found: { policy: PolicyDeclaration; node: AstNode }[] = [];
  const bound = settings.get('management.policy');
  const [item] = bound?.items ?? [];
  const target = isNameExpression(item) ? item.segments[0]?.element?.ref : undefined;
  if (bound?.via === scenario && isPolicyDeclaration(target)) found.push({ policy: target, node: bound.node });
  for (const { policy, owner, node } of groupPolicies.values())
    if (policy && owner === scenario) found.push({ policy, node });
  return found;
}

function metricsIn(root: AstNode) {
  return AstUtils.streamAst(root)
    .filter(isNameExpression)
    .flatMap((node) => {
      const metric = metricNamed(metricNameOf(node));
      return metric ? [{ node, metric }] : [];
    })
    .toArray();
}
