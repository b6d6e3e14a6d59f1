import type { Culprit } from '../../engine/model/culprits.js';
import { durationText } from '../../engine/model/duration-text.js';
import { quantitiesIn } from '../../engine/model/evaluation.js';
import type { Condition, Expression } from '../../engine/model/expression.js';
import type { Violation } from '../../engine/model/invariants.js';
import { causesText, isFailureMetric } from '../protocol/culprits.js';

/** What a run knows about the causes of failures. */
export interface Causes {
  metrics: Record<string, { total?: number }>;
  violations: readonly Violation[];
  culprits?: readonly Culprit[];
}

/** Why a condition does not hold in a run, in a sentence or two; empty if nothing is known. */
export function causesOf(condition: Condition, { metrics, violations, culprits = [] }: Causes): string {
  const failures = new Set(quantitiesIn(condition).flatMap(metricsIn).filter(isFailureMetric));
  const texts = Array.from(failures, (metric) => causesText(metric, metrics[metric]?.total ?? 0, culprits));
  const broken = invariantsIn(condition).flatMap((name) => violations.find(({ kind }) => kind === name) ?? []);
  const sentences = [
    ...texts.filter(Boolean),
    ...broken.map(({ time, message }) => `At ${durationText(time)}, ${message}`),
  ];
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}

function metricsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'statistic':
      return [expression.metric];
    case 'arithmetic':
      return [...metricsIn(expression.left), ...metricsIn(expression.right)];
    case 'negative':
    case 'absolute':
      return metricsIn(expression.operand);
    default:
      return [];
  }
}

function invariantsIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'both':
    case 'either':
      return [...invariantsIn(condition.left), ...invariantsIn(condition.right)];
    case 'not':
      return invariantsIn(condition.operand);
    case 'always':
      return [condition.invariant];
    default:
      return [];
  }
}
