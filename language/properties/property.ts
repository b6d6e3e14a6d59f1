import type { Dimension } from '../dimensions/dimension.js';

/** Inclusive bounds unless stated otherwise, in SI units. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
  /** The value must be greater than `min`, not equal to it. */
  readonly exclusiveMin?: boolean;
  /** The reason for `min`, appended to it in messages: `at least 4 for a quorum`. */
  readonly reason?: string;
}

/** A parameter of a call such as `regular(k)`. */
export interface Parameter {
  readonly name: string;
  readonly meaning: string;
  readonly type: QuantityType | DistributionType;
  /** A share of this may be given instead of a value: `90% of timeout`. */
  readonly shareOf?: string;
  /** The default; absent: the argument is required. */
  readonly default?: string;
}

/** A number with a dimension. */
export interface QuantityType extends Range {
  readonly kind: 'quantity';
  readonly dimension: Dimension;
  readonly integer?: boolean;
  /** Whether a number without a unit is accepted, in SI: a count of transactions needs no `tx`. */
  readonly bare?: boolean;
}

/** A distribution of a quantity; a plain quantity means `constant`. */
export interface DistributionType extends Range {
  readonly kind: 'distribution';
  readonly dimension: Dimension;
  /** Values must be positive: the distribution is truncated at zero. */
  readonly positive: boolean;
}

/** A word of an enumeration, or a call when it has parameters. */
export interface OptionType {
  readonly kind: 'option';
  readonly name: string;
  readonly meaning: string;
  readonly parameters?: readonly Parameter[];
  /** Whether the language accepts it although the engine cannot simulate it yet. */
  readonly planned?: boolean;
}

/** A word and a file: `matrix "pings.csv"`. */
export interface FileType {
  readonly kind: 'file';
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns whose numbers must not be negative. */
  readonly numbers: readonly string[];
  /** What its rows are called, if only `MAX_LISTED` of them are allowed. */
  readonly rows?: 'links';
  /** Labels that give the file's own column names, or its start: `time: "timestamp"`. */
  readonly labels?: readonly string[];
  /** A word that may follow it. */
  readonly mode?: 'rtt' | 'repeat';
  readonly meaning: string;
}

/** The name of a declaration. */
export interface ReferenceType {
  readonly kind: 'reference';
  readonly to: 'topology' | 'workload' | 'policy' | 'faults' | 'scenario';
}

/** Places of nodes: `worldwide`, `"Berlin"`, `region "Europe"`, `(52.5, 13.4)`. */
export interface PlaceType {
  readonly kind: 'place';
}

/** Groups of nodes, or some nodes of one: `Banks, 4 of Ports`. */
export interface NodesType {
  readonly kind: 'nodes';
}

/** `steps([400tx/s for 10min, …])` */
export interface StepsType {
  readonly kind: 'steps';
  readonly name: string;
  readonly meaning: string;
}

/** An expression over metrics, as in policies. */
export interface ExpressionType {
  readonly kind: 'expression';
}

/** A block of further properties. */
export interface BlockType {
  readonly kind: 'block';
  readonly block: BlockName;
}

export type ValueType =
  | QuantityType
  | DistributionType
  | OptionType
  | FileType
  | ReferenceType
  | PlaceType
  | NodesType
  | StepsType
  | ExpressionType
  | BlockType;

/** The description of a property, for editor, validator, lowering and reference page. */
export interface PropertyDescription {
  readonly name: string;
  /** Any one of these. */
  readonly accepts: readonly ValueType[];
  /** Several values may be listed. */
  readonly list?: boolean;
  readonly required?: boolean;
  /**
   * The default, as it would be written; absent for required properties and for those that may be omitted without a
   * default.
   */
  readonly default?: string;
  /** What applies instead of a default, or what it means to omit the property. */
  readonly defaultNote?: string;
  readonly meaning: string;
  /** Section of the paper. */
  readonly section?: string;
}

export type BlockName =
  | 'topology'
  | 'group'
  | 'workload'
  | 'scenario'
  | 'primary'
  | 'management'
  | 'experiment'
  | 'simulate'
  | 'learn'
  | 'byzantine';

export interface BlockDescription {
  readonly name: BlockName;
  readonly title: string;
  readonly meaning: string;
  /** An example of the block, for the reference page. */
  readonly example: string;
  readonly properties: readonly PropertyDescription[];
}
