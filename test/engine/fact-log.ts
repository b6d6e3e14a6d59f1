import type { Fact, FactSink } from '../../engine/model/facts.js';

type FactOf<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

/** Keeps every fact with the time at which it was reported. */
export class FactLog {
  readonly entries: { at: number; fact: Fact }[] = [];

  readonly record: FactSink = (at, fact) => {
    this.entries.push({ at, fact });
  };

  /** The facts of one kind, in order. */
  of<Kind extends Fact['kind']>(kind: Kind): FactOf<Kind>[] {
    return this.entries.flatMap(({ fact }) => (isOf(fact, kind) ? [fact] : []));
  }
}

function isOf<Kind extends Fact['kind']>(fact: Fact, kind: Kind): fact is FactOf<Kind> {
  return fact.kind === kind;
}
