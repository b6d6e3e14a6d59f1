import { AstUtils } from 'langium';
import type { Condition } from '../../../engine/model/expression.js';
import { OBSERVABLE } from '../../../engine/twins/observable.js';
import {
  type Expression,
  isNameExpression,
  type NameExpression,
  type Observation,
  type PolicyDeclaration,
  type PolicyMember,
  type Rule,
} from '../../generated/ast.js';
import { lowerCondition } from '../../lowering/expressions.js';
import { sourceOf } from '../../names/expression-text.js';
import { dotted } from '../../names/text.js';
import { count } from '../../properties/types.js';
import { confirmationTime } from '../../settings/confirmation-times.js';
import {
  expressionNames,
  metricNamed,
  metricNameOf,
  observationIn,
  typeOfObservation,
} from '../../values/expressions.js';
import { typeOf } from '../../values/typing.js';
import { isNeverTrue, obstaclesOf } from '../reachability.js';
import { ignoreFindings, type Report } from '../report.js';
import { mustBeConstant } from './expressions.js';

function namesIn(member: PolicyMember): NameExpression[] {
  return AstUtils.streamAst(member).filter(isNameExpression).toArray();
}

/** Statistics of metrics need an observation window. */
export function statisticsMustHaveWindow(policy: PolicyDeclaration, report: Report): void {
  if (policy.members.some(({ $type }) => $type === 'Observe')) return;
  const deciding = policy.members.filter(({ $type }) => $type === 'Rule' || $type === 'Accept');
  for (const name of deciding.flatMap(namesIn)) {
    if (name.call || !metricNamed(dotted(name))) continue;
    const statistic = isNameExpression(name.$container) ? name.$container : name;
    report({
      code: 'policy/window',
      message: `\`${sourceOf(statistic)}\` needs a time window: \`observe over 60s { name = ${sourceOf(statistic)} }\`.`,
      node: statistic,
    });
  }
}

/** Parts of a policy that read the twin's observations, unlike look-ahead, which reads its own runs. */
const READING: ReadonlySet<PolicyMember['$type']> = new Set(['Observe', 'Rule', 'Accept', 'Learn']);

/** A twin must be able to observe the metric. */
export function metricsMustBeObservable(policy: PolicyDeclaration, report: Report): void {
  const observe = policy.members.find((member) => member.$type === 'Observe');
  const view = observe?.view === 'exact' ? 'exact' : 'mirrored';
  const reading = policy.members.filter(({ $type }) => READING.has($type));
  for (const name of reading.flatMap(namesIn)) {
    if (!name.call && confirmationTime(name) !== undefined) {
      report({
        code: 'policy/unobservable',
        message: `A twin cannot observe \`${metricNameOf(name)}\`, which is measured over a whole run. It can observe \`p95(primary.latency)\`.`,
        node: name,
      });
      continue;
    }
    const metric = dotted(name);
    const found = name.call ? undefined : OBSERVABLE.find((entry) => entry.metric === metric);
    if (!found || found[view] !== undefined) continue;
    const other = found.exact === undefined ? '' : ' `observe over … with exact` can: it sees the whole system.';
    report({
      code: 'policy/unobservable',
      message: `A twin cannot observe \`${metric}\`. ${found.obstacle ?? ''}${other}`,
      node: name,
    });
  }
}

/** The first rule that holds wins, so a rule that holds only when an earlier one does never fires. */
export function rulesShouldBeReachable(policy: PolicyDeclaration, report: Report): void {
  const rules = policy.members.flatMap((node) => {
    const condition = node.$type === 'Rule' && conditionOf(node.condition);
    return condition ? [{ node, condition, intervals: intervalsOf(node) }] : [];
  });
  for (const [index, obstacle] of obstaclesOf(rules).entries()) {
    if (!obstacle) continue;
    const { condition } = rules[index].node;
    const own = `\`${sourceOf(condition)}\``;
    if (obstacle.kind === 'never') {
      report({
        code: 'policy/unreachable',
        message: `This rule never fires: ${own} is never true, whatever is observed. Change the condition, or delete the rule.`,
        node: condition,
      });
      continue;
    }
    const winner = rules[obstacle.by].node;
    const reason = obstacle.always
      ? `\`${sourceOf(winner.condition)}\` is always true, so that rule wins and none below it can fire`
      : `whenever ${own} holds, a rule above it wins`;
    report({
      code: 'policy/unreachable',
      message: `This rule never fires: ${reason}.`,
      node: condition,
      related: [{ node: winner, property: 'condition', message: 'This rule wins.' }],
    });
  }
}

/** A twin whose `accept` is never true votes against every proposal. */
export function acceptanceShouldBePossible(policy: PolicyDeclaration, report: Report): void {
  for (const member of policy.members) {
    if (member.$type !== 'Accept' || !member.condition) continue;
    const condition = conditionOf(member.condition);
    if (!condition || !isNeverTrue(condition)) continue;
    report({
      code: 'policy/rejects-all',
      message: `\`${sourceOf(member.condition)}\` is never true, so a twin of \`${policy.name}\` votes against every proposal. Without \`accept\` it votes for every valid configuration.`,
      node: member.condition,
    });
  }
}

/** A condition as the engine evaluates it; undefined if it has errors, which are reported elsewhere. */
function conditionOf(node: Expression): Condition | undefined {
  return typeOf(node, expressionNames, ignoreFindings).kind === 'condition' ? lowerCondition(node) : undefined;
}

function intervalsOf(rule: Rule): number {
  return rule.intervals ? (mustBeConstant(rule.intervals, count({ min: 1 }), '', ignoreFindings) ?? 1) : 1;
}

/** An unused observation has no effect. Policies that look ahead or learn may use every one. */
export function observationsShouldBeRead(policy: PolicyDeclaration, report: Report): void {
  if (policy.members.some(({ $type }) => $type === 'Simulate' || $type === 'Learn')) return;
  const read = new Set<Observation | undefined>(policy.members.flatMap(namesIn).map(observationIn));
  for (const member of policy.members) {
    if (member.$type !== 'Observe') continue;
    for (const observation of member.observations)
      if (!read.has(observation) && typeOfObservation(observation).kind === 'quantity')
        report({
          code: 'policy/unused',
          message: `No rule and no \`accept\` of \`${policy.name}\` reads \`${observation.name}\`.`,
          node: observation,
          property: 'name',
        });
  }
}
