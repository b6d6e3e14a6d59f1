/** How often shrinking may call `holds`. */
const BUDGET = 400;

/**
 * Finds a small subset of pieces for which `holds` stays true, by delta debugging (Zeller and Hildebrandt, 2002): it
 * omits halves, then quarters, and so on.
 * @param budget how often `holds` may be called
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
