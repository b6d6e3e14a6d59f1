import type { MarkupContent } from 'vscode-languageserver-types';

/** The start of an image, unless it is one of our own inline pictures. */
const FOREIGN_PICTURE = /!\[(?![^[\]\n]*\]\(data:image\/svg\+xml)/g;

/**
 * Markdown for the editor. Comments of a scenario become part of it. An image in them would be fetched from any address
 * as soon as the hover is shown, so images become links, which are fetched only when clicked.
 */
export function markdown(value: string): MarkupContent {
  return { kind: 'markdown', value: value.replaceAll(FOREIGN_PICTURE, '[') };
}

/** Text of a scenario in backticks, safely delimited whatever it contains. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `\`${text}\``;
}
