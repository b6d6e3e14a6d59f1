import type { Section } from './section.js';

/**
 * The sections in which a reference may resolve differently after sections with these names have changed: those that
 * contain one of the words, those that contain a name declared by one of them, and so on.
 */
export function dependentsOf(names: Iterable<string>, sections: readonly Section[]): ReadonlySet<Section> {
  const found = new Set<Section>();
  const all = new Set(names);
  // The set grows during the iteration.
  for (const name of all)
    for (const section of sections) {
      if (found.has(section) || !section.words.has(name)) continue;
      found.add(section);
      for (const own of section.names) all.add(own);
    }
  return found;
}
