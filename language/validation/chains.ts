/** The length of chains of declarations, and the cycles among them. */
export interface Chains<T> {
  /** Length of the longest chain from each declaration; infinite if it runs into a cycle. */
  readonly lengths: ReadonlyMap<T, number>;
  /** The members of cycles; of overlapping cycles, at least one is complete. */
  readonly circular: ReadonlySet<T>;
}

/**
 * Follows each declaration once. An explicit stack replaces recursion, because a file may contain tens of thousands of
 * declarations.
 */
export function chainsFrom<T>(starts: readonly T[], next: (from: T) => readonly T[]): Chains<T> {
  const lengths = new Map<T, number>();
  const circular = new Set<T>();
  const depthOnPath = new Map<T, number>();
  for (const start of starts) {
    const path = lengths.has(start) ? [] : [{ at: start, open: [...next(start)], length: 0 }];
    if (path.length > 0) depthOnPath.set(start, 0);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = top.open.pop();
      const closes = target === undefined ? undefined : depthOnPath.get(target);
      if (target === undefined) {
        path.pop();
        depthOnPath.delete(top.at);
        lengths.set(top.at, top.length);
        const below = path.at(-1);
        if (below) below.length = Math.max(below.length, top.length + 1);
      } else if (closes !== undefined) {
        top.length = Number.POSITIVE_INFINITY;
        for (const { at } of path.slice(closes)) circular.add(at);
      } else if (lengths.has(target)) top.length = Math.max(top.length, (lengths.get(target) ?? 0) + 1);
      else {
        depthOnPath.set(target, path.length);
        path.push({ at: target, open: [...next(target)], length: 0 });
      }
    }
  }
  return { lengths, circular };
}

/** The declarations at which chains first become longer than `most`. */
export function firstBeyond<T>(
  { lengths }: Chains<T>,
  among: readonly T[],
  next: (from: T) => readonly T[],
  most: number,
): T[] {
  const isBeyond = (one: T) => {
    const length = lengths.get(one) ?? 0;
    return length > most && Number.isFinite(length);
  };
  return among.filter((one) => isBeyond(one) && !next(one).some(isBeyond));
}
