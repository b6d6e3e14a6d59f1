import type { AstNode } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { Code, Severity } from './codes.js';

/** A related place of a finding. */
export interface RelatedPlace {
  readonly node: AstNode;
  readonly property?: string;
  readonly message: string;
}

/** One error or warning, with its place. */
export interface Finding {
  readonly code: Code;
  /** What is wrong, what was expected and what was found. */
  readonly message: string;
  readonly node: AstNode;
  /** The property of the node that it is about; absent: the whole node. */
  readonly property?: string;
  readonly index?: number;
  /** A range inside the node that no property covers. */
  readonly range?: Range;
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  /** Replacements for quick fixes, nearest first. */
  readonly suggestions?: readonly string[];
  /** Any other data for a quick fix. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Report = (finding: Finding) => void;

/** Discards all findings. */
export const ignoreFindings: Report = () => undefined;
