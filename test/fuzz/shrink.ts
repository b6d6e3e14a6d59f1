/** How often a shrinking may ask whether something is still wrong. */
const BUDGET = 400;

/**
 * The fewest pieces that are found by leaving out some of those for which `holds` is true, and that keep it true: delta
 * debugging (Zeller and Hildebrandt, 2002) with halves, quarters and so on.
 * @param budget how often `holds` may be asked
 */
export async function fewest<Piece>(
  pieces: readonly Piece[],
  holds: (pieces: readonly Piece[]) => Promise<boolean>,
  budget = BUDGET,
): Promise<readonly Piece[]> {
  let left = budget;
  let smallest = pieces;
  for (let size = Math.ceil(pieces.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < smallest.length; ) {
      const candidate = [...smallest.slice(0, at), ...smallest.slice(at + size)];
      if (left-- > 0 && (await holds(candidate))) smallest = candidate;
      else at += size;
    }
  return smallest;
}

/** A small text for which `holds` stays true: lines are left out, then words. */
export async function shrink(text: string, holds: (text: string) => Promise<boolean>): Promise<string> {
  let smallest = text;
  for (const parts of [/(?<=\n)/, /(?<=\s)|(?=[{}()[\],:])/])
    smallest = (await fewest(smallest.split(parts), (pieces) => holds(pieces.join('')))).join('');
  return smallest;
}
