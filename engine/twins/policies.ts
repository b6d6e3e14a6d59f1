import { partsOf, quantitiesIn } from '../model/evaluation.js';
import type { Expression } from '../model/expression.js';
import type { LearningPlan } from '../model/learning-plan.js';
import type { LookAheadPlan } from '../model/look-ahead-plan.js';
import type { Policy, Rule } from '../model/policy.js';
import type { ManagementChain } from '../model/scenario.js';

/** The policy of twins in a group: the group's own, if it has one. */
export function policyOf(management: ManagementChain, group: string): Policy {
  return management.policyFor.find((own) => own.group === group)?.policy ?? management.policy;
}

/** Number of consecutive interval ends that the rules of a policy may read, at least 1. */
export function longestCount(policy: Policy | undefined): number {
  if (policy && learningPlanOf(policy)) return INTERVALS_OF_A_LESSON;
  const rules = policy?.decision.kind === 'rules' ? policy.decision.rules : [];
  return Math.max(1, ...rules.map(({ intervals }) => intervals));
}

/** A reward needs two interval ends. */
const INTERVALS_OF_A_LESSON = 2;

/** How the twin of a policy looks ahead, always or in new states; undefined if it does not. */
export function lookAheadPlanOf({ decision }: Policy): LookAheadPlan | undefined {
  if (decision.kind === 'learn') return decision.plan.unseen;
  return decision.kind === 'lookAhead' ? decision.plan : undefined;
}

/** How the twin of a policy learns; undefined if it does not. */
export function learningPlanOf({ decision }: Policy): LearningPlan | undefined {
  return decision.kind === 'learn' ? decision.plan : undefined;
}

/** Every expression that a rule reads, those of its condition first. */
export function readByRule({ condition, changes }: Rule): Expression[] {
  const values = changes.flatMap(({ value }) => (value.kind === 'nodes' ? [] : [value]));
  return [...quantitiesIn(condition), ...values].flatMap(partsOf);
}

/** The metrics that a policy reads. */
export function metricsRead({ observe, decision, accept }: Policy): Set<string> {
  const observed = (observe?.observations ?? []).flatMap(({ value }) => partsOf(value));
  const ruled = decision.kind === 'rules' ? decision.rules.flatMap(readByRule) : [];
  const accepted = accept && 'condition' in accept ? quantitiesIn(accept.condition).flatMap(partsOf) : [];
  const learnt = decision.kind === 'learn' ? partsOf(decision.plan.reward) : [];
  const parts = [...observed, ...ruled, ...accepted, ...learnt];
  // Its constraints read the block time.
  const gate = decision.kind === 'learn' && decision.plan.method.kind === 'optimiser' ? ['primary.blockTime'] : [];
  return new Set([...parts.flatMap((part) => (part.kind === 'statistic' ? [part.metric] : [])), ...gate]);
}
