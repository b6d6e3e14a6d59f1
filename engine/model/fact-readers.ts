import type { Fact, FactOf, FactSink } from './facts.js';

/** What somebody does with facts, by the kinds that it reads. */
export type FactReader = { readonly [Kind in Fact['kind']]?: (at: number, fact: FactOf<Kind>) => void };

type Handler = (at: number, fact: Fact) => void;

/** A sink that hands every fact to those who read its kind, in their order, and to nobody else: most kinds have one reader. */
export function toReaders(readers: readonly FactReader[]): FactSink {
  const handlers = new Map<string, Handler[]>();
  for (const reader of readers) {
    for (const [kind, handler] of Object.entries(reader)) {
      // A handler that stands under a kind takes facts of that kind.
      handlers.set(kind, [...(handlers.get(kind) ?? []), handler as Handler]);
    }
  }
  return (at, fact) => {
    const interested = handlers.get(fact.kind);
    if (interested) for (let i = 0; i < interested.length; i++) interested[i](at, fact);
  };
}

/** A sink that hands every fact to two others. */
export function both(first: FactSink, second: FactSink): FactSink {
  return (at, fact) => {
    first(at, fact);
    second(at, fact);
  };
}
