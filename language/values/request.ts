import type { AstNode } from 'langium';
import type { Declaration, Expression } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { PropertyDescription, ValueType } from '../properties/property.js';
import type { Report } from '../validation/report.js';

/** Where a value stands, and who listens. */
export interface ValueRequest {
  readonly property: PropertyDescription;
  readonly files: DataFiles;
  readonly report: Report;
  /** Values that replace parameters of the value, by name. */
  readonly overrides?: ReadonlyMap<string, Expression>;
  /** What is declared where a node stands, for suggestions. */
  readonly declared?: Declared;
  /** Any group may be named: the scenario that uses the value says which there are. */
  readonly anyGroup?: boolean;
}

/** Everything that is declared in the file of a node and its imports. */
export type Declared = (node: AstNode) => readonly Declaration[];

type Of<K extends ValueType['kind']> = Extract<ValueType, { kind: K }>;

/** What a property accepts of a kind. */
export function typeOfKind<K extends ValueType['kind']>(property: PropertyDescription, kind: K): Of<K> | undefined {
  return property.accepts.find((type): type is Of<K> => type.kind === kind);
}
