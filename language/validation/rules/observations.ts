import { AstUtils } from 'langium';
import { OBSERVABLE } from '../../../engine/management/observable.js';
import {
  isNameExpression,
  type NameExpression,
  type Observation,
  type PolicyDeclaration,
  type PolicyMember,
  type Rule,
} from '../../generated/ast.js';
import { lowerCondition } from '../../lowering/expressions.js';
import { dotted, sourceOf } from '../../names/text.js';
import { count } from '../../properties/types.js';
import { expressionNames, metricNamed, observationIn, typeOfObservation } from '../../values/expressions.js';
import { typeOf } from '../../values/typing.js';
import { type Report, silent } from '../report.js';
import { mustBeConstant } from './expressions.js';

function namesIn(member: PolicyMember): NameExpression[] {
  return AstUtils.streamAst(member).filter(isNameExpression).toArray();
}

/** What a twin reads of a metric, it reads over a window. */
export function statisticsMustHaveWindow(policy: PolicyDeclaration, report: Report): void {
  if (policy.members.some(({ $type }) => $type === 'Observe')) return;
  const deciding = policy.members.filter(({ $type }) => $type === 'Rule' || $type === 'Accept');
  for (const name of deciding.flatMap(namesIn)) {
    if (name.call || !metricNamed(dotted(name))) continue;
    const statistic = isNameExpression(name.$container) ? name.$container : name;
    report({
      code: 'policy/window',
      message: `Over which time is \`${sourceOf(statistic)}\` meant? Observe it: \`observe over 60s { name = ${sourceOf(statistic)} }\`.`,
      node: statistic,
    });
  }
}

/** What a twin observes it must be able to know. What looks ahead or learns is told when it can be simulated. */
export function metricsMustBeObservable(policy: PolicyDeclaration, report: Report): void {
  const observe = policy.members.find((member) => member.$type === 'Observe');
  const view = observe?.view === 'exact' ? 'exact' : 'mirrored';
  const reading = policy.members.filter(({ $type }) => $type === 'Observe' || $type === 'Rule' || $type === 'Accept');
  for (const name of reading.flatMap(namesIn)) {
    const metric = dotted(name);
    const found = name.call ? undefined : OBSERVABLE.find((entry) => entry.metric === metric);
    if (!found || found[view] !== undefined) continue;
    const other = found.exact === undefined ? '' : ' `observe over … with exact` can, for it sees the whole system.';
    report({
      code: 'policy/unobservable',
      message: `A twin cannot observe \`${metric}\`. ${found.obstacle ?? ''}${other}`,
      node: name,
    });
  }
}

/** The first rule that holds wins, so the same condition further down never comes to its turn. */
export function rulesShouldBeReachable(policy: PolicyDeclaration, report: Report): void {
  const above: { rule: Rule; condition: string; intervals: number }[] = [];
  for (const rule of policy.members) {
    if (rule.$type !== 'Rule') continue;
    // What is wrong in itself is told where it stands.
    const lowered =
      typeOf(rule.condition, expressionNames, silent).kind === 'condition' && lowerCondition(rule.condition);
    if (!lowered) continue;
    const condition = JSON.stringify(lowered);
    const intervals = rule.intervals ? (mustBeConstant(rule.intervals, count({ min: 1 }), '', silent) ?? 1) : 1;
    const winner = above.find((other) => other.condition === condition && other.intervals <= intervals);
    if (winner)
      report({
        code: 'policy/unreachable',
        message: `This rule never fires: whenever \`${sourceOf(rule.condition)}\` holds, a rule above it wins.`,
        node: rule.condition,
        related: [{ node: winner.rule, property: 'condition', message: 'This rule wins.' }],
      });
    else above.push({ rule, condition, intervals });
  }
}

/** An observation that nothing reads decides nothing. What looks ahead or learns may use every one. */
export function observationsShouldBeRead(policy: PolicyDeclaration, report: Report): void {
  if (policy.members.some(({ $type }) => $type === 'Simulate' || $type === 'Learn')) return;
  const read = new Set<Observation | undefined>(policy.members.flatMap(namesIn).map(observationIn));
  for (const member of policy.members) {
    if (member.$type !== 'Observe') continue;
    for (const observation of member.observations)
      if (!read.has(observation) && typeOfObservation(observation).kind === 'quantity')
        report({
          code: 'policy/unused',
          message: `Nothing reads \`${observation.name}\`: no rule and no \`accept\` of \`${policy.name}\` decides by it.`,
          node: observation,
          property: 'name',
        });
  }
}
