import { type AstNode, AstUtils } from 'langium';
import { toSi, unitNamed } from '../dimensions/units.js';
import { isNameExpression, type NameExpression } from '../generated/ast.js';

/** The time of `primary.confirmed within 10s`, s; undefined if none is written, or it is not a valid time. */
export function confirmationTime({ span }: Pick<NameExpression, 'span'>): number | undefined {
  const unit = span?.unit === undefined ? undefined : unitNamed(span.unit);
  const { time, data, transactions } = unit?.dimension ?? { time: 0, data: 0, transactions: 0 };
  if (!span || !unit || time !== 1 || data !== 0 || transactions !== 0 || span.value <= 0) return undefined;
  return toSi(span.value, unit);
}

/** The distinct times of that kind in some parts of a text, ascending. */
export function confirmationTimesIn(roots: readonly AstNode[]): number[] {
  const times = roots.flatMap((root) =>
    AstUtils.streamAst(root)
      .filter(isNameExpression)
      .flatMap((node) => confirmationTime(node) ?? [])
      .toArray(),
  );
  return [...new Set(times)].sort((a, b) => a - b);
}
