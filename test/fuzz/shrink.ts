/**
 * The smallest text that is found by leaving out lines, then words, of one for which `holds` is true, and that keeps it
 * true: delta debugging (Zeller and Hildebrandt, 2002) with halves, quarters and so on.
 * @param budget how often `holds` may be asked
 */
export async function shrink(text: string, holds: (text: string) => Promise<boolean>, budget = 400): Promise<string> {
  let left = budget;
  const ask = async (candidate: string) => left-- > 0 && (await holds(candidate));
  let smallest = text;
  for (const parts of [/(?<=\n)/, /(?<=\s)|(?=[{}()[\],:])/]) {
    let pieces = smallest.split(parts);
    for (let size = Math.ceil(pieces.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let at = 0; at < pieces.length; ) {
        const candidate = [...pieces.slice(0, at), ...pieces.slice(at + size)];
        if (await ask(candidate.join(''))) pieces = candidate;
        else at += size;
      }
    smallest = pieces.join('');
  }
  return smallest;
}
