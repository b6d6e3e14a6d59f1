import { distance } from 'fastest-levenshtein';

/** Names that `found` may have been meant to be, nearest first; at most three. */
export function nearest(found: string | undefined, names: Iterable<string | undefined>): string[] {
  // In a text with faults of form, what should have a name may have none.
  if (!found) return [];
  const limit = found.length <= 3 ? 1 : Math.max(2, Math.floor(found.length / 3));
  const lower = found.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    if (!name) continue;
    const candidate = name.toLowerCase();
    const score = candidate === lower ? 0 : distance(lower, candidate);
    const prefix =
      (lower.length >= 3 && candidate.startsWith(lower)) || (candidate.length >= 3 && lower.startsWith(candidate));
    if (score <= limit || prefix) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, 3).map(({ name }) => name);
}

/** ` Did you mean \`x\`?`, or nothing. */
export function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : ` Did you mean ${anyOf(suggestions)}?`;
}

/** `a`, `b` or `c`, each in backticks. */
export function anyOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length <= 1) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
