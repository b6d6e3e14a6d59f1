import { distance } from 'fastest-levenshtein';

/** Names that `found` may have been meant to be, nearest first; at most three. */
export function nearest(found: string | undefined, names: Iterable<string | undefined>): string[] {
  // In a text with faults of form, what should have a name may have none.
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

/** How many letters have to be changed; two that have changed places are one slip. */
function differences(found: string, name: string): number {
  if (found === name) return 0;
  const changes = distance(found, name);
  return changes === 2 && lettersOf(found) === lettersOf(name) ? 1 : changes;
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}

/** Few letters differ, and fewer than half of the word; half of it may be too much or missing, as in `msec`. */
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
