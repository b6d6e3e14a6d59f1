import type { Condition } from '../../engine/model/expression.js';
import { casesOf, holdsInAll, truthOf } from './implication.js';

/** A rule as far as it decides whether it comes to its turn. */
export interface RuleCondition {
  readonly condition: Condition;
  /** At how many interval ends in a row the condition must hold. */
  readonly intervals: number;
}

/** Why a rule never fires. */
export type Obstacle =
  | { readonly kind: 'never' }
  /** The rule of that index holds whenever this one does, `always` whatever is observed, and comes before it. */
  | { readonly kind: 'shadowed'; readonly by: number; readonly always: boolean };

/** Why each of the rules of a policy never fires; undefined for those that may. */
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
          // One that never fires hides nothing that what hides it does not hide as well.
          obstacles[other] === undefined &&
          // A rule that asks for more intervals in a row may still be waiting when this one fires.
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
