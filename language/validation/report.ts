import type { AstNode } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { Code, Severity } from './codes.js';

/** Another place that a finding is about. */
export interface RelatedPlace {
  readonly node: AstNode;
  readonly property?: string;
  readonly message: string;
}

/** One thing that is wrong, with the place it is wrong at. */
export interface Finding {
  readonly code: Code;
  /** What is wrong, what was expected, what was found. */
  readonly message: string;
  readonly node: AstNode;
  /** The part of the node that it is about; the whole node without. */
  readonly property?: string;
  readonly index?: number;
  /** A place inside the node that no property names. */
  readonly range?: Range;
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
  /** Names or texts that could stand there instead, nearest first, for quick fixes. */
  readonly suggestions?: readonly string[];
  /** Anything else that a quick fix needs. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Report = (finding: Finding) => void;

/** For looking without telling. */
export const silent: Report = () => undefined;
