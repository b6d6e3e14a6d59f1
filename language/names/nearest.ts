import { distance } from 'fastest-levenshtein';

/** Names that are similar to `found`, nearest first; at most three. */
export function nearest(found: string | undefined, names: Iterable<string | undefined>): string[] {
  // In a text with syntax errors, a declaration may lack its name.
  if (!found) return [];
  const lower = found.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    if (!name) continue;
    const candidate = name.toLowerCase();
    const score = differences(lower, candidate);
    const prefix =
      (lower.length >= 3 && candidate.startsWith(lower)) || (candidate.length >= 3 && lower.startsWith(candidate));
    if (prefix || isTypo(lower, candidate, score)) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, 3).map(({ name }) => name);
}

/** The edit distance, in which a transposition counts as one edit. */
function differences(found: string, name: string): number {
  if (found === name) return 0;
  const changes = distance(found, name);
  return changes === 2 && lettersOf(found) === lettersOf(name) ? 1 : changes;
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}

/**
 * Similar if few letters differ, fewer than half of the word; or up to half of it if letters are only missing or
 * superfluous, as in `msec`.
 */
function isTypo(found: string, name: string, score: number): boolean {
  const limit = found.length <= 3 ? 1 : Math.max(2, Math.floor(found.length / 3));
  const length = Math.max(found.length, name.length);
  const onlyLonger = score === Math.abs(found.length - name.length);
  return score === 0 || (score <= limit && (score === 1 ? length > 1 : 2 * score < length + (onlyLonger ? 1 : 0)));
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
