/** What extends another declaration of its kind. */
interface Extending<T> {
  readonly parent?: { readonly ref?: T };
}

/** A declaration may extend this many others, one by way of the other. */
export const MAX_ANCESTORS = 100;

/** A declaration and those it extends, itself first; ends where a circle closes, and where it would lead too far. */
export function lineage<T extends Extending<T>>(declaration: T): T[] {
  const chain = new Set<T>();
  let current: T | undefined = declaration;
  while (current && !chain.has(current) && chain.size <= MAX_ANCESTORS) {
    chain.add(current);
    current = current.parent?.ref;
  }
  return [...chain];
}
