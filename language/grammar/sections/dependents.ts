import type { Section } from './section.js';

/**
 * The sections in which a reference may resolve differently after sections with these names have changed: those that
 * contain one of the words, those that contain a name declared by one of them, and so on.
 */
export function dependentsOf(names: Iterable<string>, sections: readonly Section[]): ReadonlySet<Section> {
  const found = new Set<Section>();
  const known = new Set<string>();
  let fresh = new Set(names);
  while (fresh.size > 0) {
    const declared = new Set<string>();
    for (const section of sections) {
      if (found.has(section) || !overlap(fresh, section.words)) continue;
      found.add(section);
      for (const name of section.names) declared.add(name);
    }
    for (const name of fresh) known.add(name);
    fresh = new Set([...declared].filter((name) => !known.has(name)));
  }
  return found;
}

/** Whether two sets share something. The smaller is walked: a topology may be named by hundreds of scenarios. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  for (const item of few) if (many.has(item)) return true;
  return false;
}
