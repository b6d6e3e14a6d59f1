import type { Fact, FactOf, FactSink } from './facts.js';

/** Handlers of facts, by the kinds that they read. */
export type FactReader = { readonly [Kind in Fact['kind']]?: (at: number, fact: FactOf<Kind>) => void };

type Handler = (at: number, fact: Fact) => void;

/** A sink that passes every fact to the readers of its kind, in order. Most kinds have one reader. */
export function toReaders(readers: readonly FactReader[]): FactSink {
  const handlers = new Map<string, Handler[]>();
  for (const reader of readers) {
    for (const [kind, handler] of Object.entries(reader)) {
      // The handler under a kind takes facts of that kind.
      handlers.set(kind, [...(handlers.get(kind) ?? []), handler as Handler]);
    }
  }
  return (at, fact) => {
    const interested = handlers.get(fact.kind);
    if (interested) for (let i = 0; i < interested.length; i++) interested[i](at, fact);
  };
}

/** A sink that passes every fact to two others. */
export function toBoth(first: FactSink, second: FactSink): FactSink {
  return (at, fact) => {
    first(at, fact);
    second(at, fact);
  };
}
