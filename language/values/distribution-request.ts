import type { AstNode } from 'langium';
import type { Distribution } from '../../engine/model/scenario.js';
import type { Dimension } from '../dimensions/dimension.js';
import type { Declaration, Expression } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { Report } from '../validation/report.js';
import type { Goodness } from './fitting.js';
import { dimensionMustFit } from './typing.js';

/** A distribution in SI, with its dimension. */
export interface TypedDistribution {
  readonly distribution: Distribution;
  readonly dimension: Dimension;
  /** How well a fitted distribution fits its data. Slow for large files. */
  readonly goodness?: () => Goodness;
}

export interface DistributionRequest {
  /** The required dimension; absent: any. */
  readonly expected?: Dimension;
  /** Its use, for messages: `bandwidth`. */
  readonly place: string;
  readonly files: DataFiles;
  readonly report: Report;
  /** Values that replace parameters, by name (`topology.bandwidth.sd: …`). */
  readonly overrides?: ReadonlyMap<string, Expression>;
  /** The declarations in scope of a node, for suggestions. */
  readonly declared?: (node: AstNode) => readonly Declaration[];
}

/** Reports a distribution of the wrong dimension. @returns whether it fits */
export function fits(node: Expression, dimension: Dimension, request: DistributionRequest): boolean {
  return !request.expected || dimensionMustFit(node, dimension, request.expected, request.place, request.report);
}
