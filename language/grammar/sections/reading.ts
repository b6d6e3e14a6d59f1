import type { AstNode } from 'langium';
import type { Place } from './moves.js';
import { type Section, unlinked } from './section.js';

/** How a text was read: its sections, in their order, and where each begins. */
export interface Reading {
  readonly sections: readonly Section[];
  readonly places: readonly Place[];
  /** What there is to be meant in the text; the same text while that stays the same. */
  readonly signature: string;
}

/** They go with their trees. */
const readings = new WeakMap<AstNode, Reading>();

/** How the file of a root was read; undefined for a tree that comes from no text. */
export function readingOf(root: AstNode): Reading | undefined {
  return readings.get(root);
}

export function keepReading(root: AstNode, reading: Reading): void {
  readings.set(root, reading);
}

/** Has every name of a file looked up again, and all of it checked: something outside of it has changed. */
export function forgetSurroundings(root: AstNode): void {
  const reading = readings.get(root);
  if (reading) readings.set(root, { ...reading, sections: reading.sections.map(unlinked) });
}
