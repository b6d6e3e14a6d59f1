import type { Condition, Expression, StatisticName } from '../../engine/model/expression.js';
import type { LearningPlan } from '../../engine/model/learning-plan.js';
import type { LookAheadPlan } from '../../engine/model/look-ahead-plan.js';
import type { Acceptance, Change, Observation, Observe, Policy, Rule } from '../../engine/model/policy.js';
import { symbolOf } from '../dimensions/dimension.js';
import type {
  Accept,
  Assignment,
  Expression as ExpressionNode,
  Learn,
  Observe as ObserveNode,
  PolicyDeclaration,
  Rule as RuleNode,
  Simulate,
} from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import { sourceOf } from '../names/expression-text.js';
import { wordsOf } from '../names/text.js';
import { propertyOf } from '../properties/blocks.js';
import { functionsNamed } from '../properties/functions.js';
import { ignoreFindings, type Report } from '../validation/report.js';
import { constantNames } from '../values/constants.js';
import { DECIDED_PROPERTIES } from '../values/decided.js';
import { decisionOf } from '../values/decisions.js';
import { dimensionOfMetric, dimensionOfStatistic, metricNamed, typeOfObservation } from '../values/expressions.js';
import { typeOf } from '../values/typing.js';
import { lowerCondition, lowerExpression } from './expressions.js';
import { lowerLearning } from './learning.js';
import { lowerLookAhead } from './look-ahead.js';
import { type LeafReplacement, rewritten, rewrittenCondition } from './rewriting.js';

/** The value of a property of the scenario that twins do not decide: it is the same at every interval. */
export type FixedProperty = (path: string) => number | string | undefined;

/** The source of a rule of the policy, and the assignments of its changes. */
export interface RuleSource {
  readonly node: RuleNode;
  readonly assignments: readonly Assignment[];
}

/** A policy in the engine's form, and the syntax nodes of its parts. */
export interface LoweredPolicy {
  readonly policy: Policy;
  readonly rules: readonly RuleSource[];
  readonly acceptNode?: Accept;
}

/** Resolves a policy that passed validation. Parts that cannot be simulated propose no change. */
export function lowerPolicy(
  declaration: PolicyDeclaration,
  files: DataFiles,
  fixed: FixedProperty,
  report: Report = ignoreFindings,
): LoweredPolicy {
  const { name, members } = declaration;
  const observeNode = members.find((member): member is ObserveNode => member.$type === 'Observe');
  const ruleNodes = members.filter((member): member is RuleNode => member.$type === 'Rule');
  const acceptNode = members.find((member): member is Accept => member.$type === 'Accept');
  const simulateNode = members.find((member): member is Simulate => member.$type === 'Simulate');
  const watch = new Watch(observeNode, fixed);
  const lowered = ruleNodes.flatMap((rule) => lowerRule(rule, files, watch));
  const rules = lowered.map(({ rule }) => rule);
  const plan = simulateNode && lowerLookAhead(simulateNode, files, watch.simulated);
  const learnNode = members.find((member): member is Learn => member.$type === 'Learn');
  const readers = { observed: (node: ExpressionNode) => watch.expression(node), measured: watch.simulated };
  const learning = learnNode && lowerLearning(learnNode, files, readers, report);
  const accept = acceptNode && lowerAccept(acceptNode, watch);
  const observe = watch.observe();
  return {
    policy: {
      name,
      ...(observe ? { observe } : {}),
      decision: decisionBy(rules, plan, learning),
      ...(accept ? { accept } : {}),
    },
    rules: lowered.map(({ source }) => source),
    ...(acceptNode ? { acceptNode } : {}),
  };
}

function decisionBy(
  rules: Rule[],
  plan: LookAheadPlan | undefined,
  learning: LearningPlan | undefined,
): Policy['decision'] {
  if (learning) return { kind: 'learn', plan: learning };
  if (plan) return { kind: 'lookAhead', plan };
  return rules.length > 0 ? { kind: 'rules', rules } : { kind: 'current' };
}

function lowerAccept({ condition: node, tolerance }: Accept, watch: Watch): Acceptance | undefined {
  if (tolerance) {
    const within = constant(tolerance);
    return within === undefined ? undefined : { source: `within ${sourceOf(tolerance)} of own best`, within };
  }
  const condition = node && watch.condition(node);
  return condition && { source: sourceOf(node), condition };
}

function lowerRule(node: RuleNode, files: DataFiles, watch: Watch): { rule: Rule; source: RuleSource }[] {
  const condition = node.condition && watch.condition(node.condition);
  if (!condition) return [];
  const changes = node.assignments.flatMap((assignment) =>
    lowerChange(assignment, files, watch).map((change) => ({ change, assignment })),
  );
  return [
    {
      rule: {
        source: sourceOf(node.condition),
        condition,
        intervals: node.intervals ? (constant(node.intervals) ?? 1) : 1,
        changes: changes.map(({ change }) => change),
      },
      source: { node, assignments: changes.map(({ assignment }) => assignment) },
    },
  ];
}

function lowerChange(assignment: Assignment, files: DataFiles, watch: Watch): Change[] {
  const [, name] = assignment.path ? wordsOf(assignment.path) : [];
  const property = name === undefined ? undefined : propertyOf('primary', name);
  const decision = property && decisionOf(assignment, property, { files, report: ignoreFindings });
  if (!decision || !name) return [];
  if (decision.kind !== 'expression') return [{ property: name, value: decision }];
  const value = watch.expression(decision.node);
  return value ? [{ property: name, value }] : [];
}

/**
 * The observations of a policy. Twins read names only: a statistic in a rule becomes an observation named by its text,
 * an observation that reads another contains its expression, and properties that twins do not decide are constants.
 */
class Watch {
  private readonly observations = new Map<string, Observation>();
  private readonly window: number | undefined;

  constructor(
    private readonly node: ObserveNode | undefined,
    private readonly fixed: FixedProperty,
  ) {
    this.window = node && constant(node.window);
    for (const observation of node?.observations ?? []) {
      const value = lowerExpression(observation.value);
      const type = typeOfObservation(observation);
      if (!value || type.kind !== 'quantity') continue;
      this.observations.set(observation.name, {
        name: observation.name,
        value: rewritten(value, this.inObservation),
        unit: symbolOf(type.dimension),
      });
    }
  }

  observe(): Observe | undefined {
    if (this.window === undefined) return undefined;
    const view = this.node?.view === 'exact' ? 'exact' : 'mirrored';
    return { window: this.window, view, observations: [...this.observations.values()] };
  }

  expression(node: ExpressionNode): Expression | undefined {
    const lowered = lowerExpression(node);
    return lowered && rewritten(lowered, this.inRule);
  }

  /** Lowers an objective, whose statistics refer to the simulated primary. */
  readonly simulated = (node: ExpressionNode): Expression | undefined => {
    const lowered = lowerExpression(node);
    return lowered && rewritten(lowered, (leaf) => (leaf.kind === 'property' ? this.property(leaf) : leaf));
  };

  condition(node: ExpressionNode): Condition | undefined {
    const lowered = lowerCondition(node);
    return lowered && rewrittenCondition(lowered, this.inRule);
  }

  private readonly inObservation: LeafReplacement = (leaf) => {
    if (leaf.kind === 'property') return this.property(leaf);
    return leaf.kind === 'observation' ? (this.observations.get(leaf.name)?.value ?? leaf) : leaf;
  };

  private readonly inRule: LeafReplacement = (leaf) => {
    if (leaf.kind === 'property') return this.property(leaf);
    return leaf.kind === 'statistic' ? this.observed(leaf) : leaf;
  };

  private observed(leaf: Extract<Expression, { kind: 'statistic' }>): Expression {
    const { statistic, metric } = leaf;
    const name = statistic === 'total' ? metric : `${statistic}(${metric})`;
    if (!this.observations.has(name))
      this.observations.set(name, { name, value: leaf, unit: unitOfStatistic(statistic, metric) });
    return { kind: 'observation', name };
  }

  private property(leaf: Extract<Expression, { kind: 'property' }>): Expression {
    const [holder, name] = leaf.path.split('.');
    if (holder === 'proposed' || (holder === 'primary' && DECIDED_PROPERTIES.includes(name))) return leaf;
    const value = this.fixed(leaf.path);
    if (value === undefined) return leaf;
    return typeof value === 'number' ? { kind: 'constant', value } : { kind: 'word', word: value };
  }
}

function unitOfStatistic(statistic: StatisticName, name: string): string {
  const metric = metricNamed(name);
  if (!metric) return '';
  const form = functionsNamed(statistic).find(({ kind }) => kind === 'statistic');
  return symbolOf(form ? dimensionOfStatistic(metric, form.result) : dimensionOfMetric(metric));
}

function constant(node: ExpressionNode): number | undefined {
  const type = typeOf(node, constantNames, ignoreFindings);
  return type.kind === 'quantity' ? type.value : undefined;
}
