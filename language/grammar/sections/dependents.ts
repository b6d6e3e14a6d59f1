import type { Section } from './section.js';

/**
 * The sections that something may mean otherwise in when sections of these names have changed: those that hold one of the
 * words, those that hold a name of one of them, and so on.
 */
export function dependentsOf(names: Iterable<string>, sections: readonly Section[]): ReadonlySet<Section> {
  const found = new Set<Section>();
  const all = new Set(names);
  // The set grows while it is walked.
  for (const name of all)
    for (const section of sections) {
      if (found.has(section) || !section.words.has(name)) continue;
      found.add(section);
      for (const own of section.names) all.add(own);
    }
  return found;
}
