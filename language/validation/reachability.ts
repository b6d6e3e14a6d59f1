import type { Condition } from '../../engine/model/expression.js';
import { casesOf, holdsInAll, truthOf } from './implication.js';

/** The parts of a rule that decide whether it can fire. */
export interface RuleCondition {
  readonly condition: Condition;
  /** Number of consecutive interval ends at which the condition must hold. */
  readonly intervals: number;
}

/** Why a rule never fires. */
export type Obstacle =
  | { readonly kind: 'never' }
  /** An earlier rule, with index `by`, holds whenever this one does; `always`: whatever is observed. */
  | { readonly kind: 'shadowed'; readonly by: number; readonly always: boolean };

/** For each rule of a policy, why it never fires; undefined if it may. */
export function obstaclesOf(rules: readonly RuleCondition[]): (Obstacle | undefined)[] {
  const truths = rules.map(({ condition }) => truthOf(condition));
  const obstacles: (Obstacle | undefined)[] = [];
  rules.forEach(({ intervals }, index) => {
    const cases = casesOf(truths[index]);
    if (cases?.length === 0) obstacles.push({ kind: 'never' });
    else {
      const by = truths.findIndex(
        (earlier, other) =>
          other < index &&
          // A rule that never fires need not be considered: the rule that shadows it shadows the same ones.
          obstacles[other] === undefined &&
          // A rule that needs more consecutive intervals may still be waiting when this one fires.
          rules[other].intervals <= intervals &&
          ((cases !== undefined && holdsInAll(earlier, cases)) || holdsInAll(earlier, [[]])),
      );
      obstacles.push(by < 0 ? undefined : { kind: 'shadowed', by, always: holdsInAll(truths[by], [[]]) });
    }
  });
  return obstacles;
}

/** Whether a condition is never true, whatever is observed. */
export function isNeverTrue(condition: Condition): boolean {
  return casesOf(truthOf(condition))?.length === 0;
}
