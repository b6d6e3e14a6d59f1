import type { MarkupContent } from 'vscode-languageserver-types';

/** Where a picture begins, unless it is one that we draw ourselves and that the text holds. */
const FOREIGN_PICTURE = /!\[(?![^[\]\n]*\]\(data:image\/svg\+xml)/g;

/**
 * Markdown for the editor. Comments of a scenario become part of it; a picture in them would be fetched from wherever
 * the comment says as soon as it is shown, so that it becomes a link, which waits to be followed.
 */
export function markdown(value: string): MarkupContent {
  return { kind: 'markdown', value: value.replaceAll(FOREIGN_PICTURE, '[') };
}

/** A piece of a scenario between backticks, whatever it holds. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `\`${text}\``;
}
