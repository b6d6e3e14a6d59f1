import type { Expression, NameExpression, Path } from '../generated/ast.js';

/** The words of a path or a dotted name, as written. A broken text may leave one empty. */
export function wordsOf(path: Pick<Path | NameExpression, 'segments'>): string[] {
  return path.segments.map((segment) => segment.element?.$refText ?? '');
}

/** A path or a dotted name, as written. */
export function dotted(path: Pick<Path | NameExpression, 'segments'>): string {
  return wordsOf(path).join('.');
}

/** The word of an expression that is one word and nothing more. */
export function wordOf(expression: NameExpression): string | undefined {
  if (expression.segments.length !== 1 || expression.call || expression.text !== undefined) return undefined;
  return wordsOf(expression)[0];
}

/** An expression as it is written, on one line and without comments. */
export function sourceOf(expression: Expression): string {
  const text = expression.$cstNode?.text ?? '';
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
