import type { Column, NameExpression } from '../generated/ast.js';
import { anyOf } from '../names/nearest.js';
import type { Report } from '../validation/report.js';

/** A file's own name for a column, and where the text gives it: `time: "timestamp"`. */
export function columnNamed(
  { columns }: NameExpression,
  label: string,
): { readonly name: string; readonly node: Column } | undefined {
  const node = columns.find((column) => column.label === label);
  return node && { name: node.text, node };
}

/** A label after a file must be one that this kind of file has. */
export function columnsMustBeKnown(
  node: NameExpression,
  { labels, mode }: { readonly labels: readonly string[]; readonly mode?: string },
  name: string,
  report: Report,
): boolean {
  const unknown = node.columns.find(({ label }) => !labels.includes(label));
  if (unknown) {
    const known =
      labels.length > 0 ? `; its columns can be named by ${anyOf(labels.map((label) => `\`${label}: "…"\``))}` : '';
    report({
      code: 'value/unexpected',
      message: `\`${name}\` has no column \`${unknown.label}\`${known}.`,
      node: unknown,
    });
    return false;
  }
  if (node.mode !== undefined && node.mode !== mode) {
    report({
      code: 'value/unexpected',
      message: `\`${node.mode}\` is not an option of \`${name}\`.${mode ? ` It takes \`${mode}\`.` : ''}`,
      node,
      property: 'mode',
    });
    return false;
  }
  return true;
}
