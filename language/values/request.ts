import type { AstNode } from 'langium';
import type { Declaration, Expression } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { PropertyDescription, ValueType } from '../properties/property.js';
import type { Report } from '../validation/report.js';

/** The context of a value: its place, and where its errors are reported. */
export interface ValueRequest {
  readonly property: PropertyDescription;
  readonly files: DataFiles;
  readonly report: Report;
  /** Values that replace parameters of the value, by name. */
  readonly overrides?: ReadonlyMap<string, Expression>;
  /** The declarations in scope of a node, for suggestions. */
  readonly declared?: Declared;
  /** Any group may be named, since only the scenario that uses the value knows its groups. */
  readonly anyGroup?: boolean;
}

/** All declarations of a node's file and its imports. */
export type Declared = (node: AstNode) => readonly Declaration[];

type Of<K extends ValueType['kind']> = Extract<ValueType, { kind: K }>;

/** The types of one kind that a property accepts. */
export function typeOfKind<K extends ValueType['kind']>(property: PropertyDescription, kind: K): Of<K> | undefined {
  return property.accepts.find((type): type is Of<K> => type.kind === kind);
}
