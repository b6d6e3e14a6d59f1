/** A declaration that can extend another of its kind. */
interface Extending<T> {
  readonly parent?: { readonly ref?: T };
}

/** Maximum length of a chain of `extends`. */
export const MAX_ANCESTORS = 100;

/** A declaration and its ancestors, itself first; stops at a cycle, and at the maximum length. */
export function lineage<T extends Extending<T>>(declaration: T): T[] {
  const chain = new Set<T>();
  let current: T | undefined = declaration;
  while (current && !chain.has(current) && chain.size <= MAX_ANCESTORS) {
    chain.add(current);
    current = current.parent?.ref;
  }
  return [...chain];
}
