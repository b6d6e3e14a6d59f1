import type { AstNode } from 'langium';
import type { Place } from './moves.js';
import { type Section, unlinked } from './section.js';

/** The parse of a text: its sections in order, and where each begins. */
export interface Reading {
  readonly sections: readonly Section[];
  readonly places: readonly Place[];
  /** A key of everything that names in the text can refer to; it changes whenever that does. */
  readonly signature: string;
}

/** Entries are garbage collected with their trees. */
const readings = new WeakMap<AstNode, Reading>();

/** The parse behind a root node; undefined for a tree that was not parsed from a text. */
export function readingOf(root: AstNode): Reading | undefined {
  return readings.get(root);
}

export function rememberReading(root: AstNode, reading: Reading): void {
  readings.set(root, reading);
}

/** Relinks every name of a file and checks all of it again, because something outside it has changed. */
export function forgetSurroundings(root: AstNode): void {
  const reading = readings.get(root);
  if (reading) readings.set(root, { ...reading, sections: reading.sections.map(unlinked) });
}
