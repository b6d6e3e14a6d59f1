import type { URI } from 'langium';
import type { Distribution, LatencyEntry, Place } from '../../engine/model/scenario.js';
import type { Declaration, Expression, Group, Item, Until } from '../generated/ast.js';
import type { CsvTable } from '../imports/csv-table.js';
import type { RecordedArrivals } from './trace.js';

/** The meaning of a property's value, in SI. */
export type Value =
  | { readonly kind: 'quantity'; readonly value: number }
  | { readonly kind: 'distribution'; readonly distribution: Distribution }
  | {
      readonly kind: 'option';
      readonly name: string;
      readonly arguments: Readonly<Record<string, OptionArgument>>;
    }
  | { readonly kind: 'file'; readonly name: string; readonly table: CsvTable; readonly uri: URI }
  | { readonly kind: 'matrix'; readonly entries: readonly LatencyEntry[]; readonly uri: URI }
  | { readonly kind: 'trace'; readonly recorded: RecordedArrivals; readonly uri: URI }
  | { readonly kind: 'reference'; readonly target: Declaration }
  | { readonly kind: 'places'; readonly places: readonly Place[] }
  | { readonly kind: 'nodes'; readonly parts: readonly NodesPart[] }
  | { readonly kind: 'steps'; readonly steps: readonly { readonly rate: number; readonly duration: number }[] }
  | { readonly kind: 'expressions'; readonly items: readonly (Item | Until)[] };

export type OptionArgument = number | Distribution | ShareOf;

/** An argument that is a share of something else: `90% of timeout`. */
export interface ShareOf {
  /** 0 to 1. */
  readonly share: number;
  readonly of: string;
}

/** A whole group, or this many of its nodes. */
export interface NodesPart {
  readonly group: string;
  /** Undefined if the group is not declared in a topology that is known at this place. */
  readonly declaration?: Group;
  readonly count?: number;
  readonly node: Expression | Item;
}
