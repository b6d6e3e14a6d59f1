import type { NameExpression, Path } from '../generated/ast.js';

/** The words of a path or a dotted name, as written. With syntax errors a word, or the whole path, may be missing. */
export function wordsOf(path: Pick<Path | NameExpression, 'segments'> | undefined): string[] {
  return path?.segments.map((segment) => segment.element?.$refText ?? '') ?? [];
}

/** A path or a dotted name, as written. */
export function dotted(path: Pick<Path | NameExpression, 'segments'> | undefined): string {
  return wordsOf(path).join('.');
}

/** The word of an expression that consists of a single word. */
export function wordOf(expression: NameExpression): string | undefined {
  if (expression.segments.length !== 1 || expression.call || expression.text !== undefined) return undefined;
  return wordsOf(expression)[0];
}
