import type { AstNode } from 'langium';
import type { Distribution } from '../../engine/model/scenario.js';
import type { Dimension } from '../dimensions/dimension.js';
import type { Declaration, Expression } from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
import type { Report } from '../validation/report.js';
import type { Goodness } from './fitting.js';
import { dimensionMustFit } from './typing.js';

/** A distribution in SI, and what it is a distribution of. */
export interface TypedDistribution {
  readonly distribution: Distribution;
  readonly dimension: Dimension;
  /** Of one that is fitted to measurements: how well. It takes a while for many of them. */
  readonly goodness?: () => Goodness;
}

export interface DistributionRequest {
  /** What it must be a distribution of; any dimension without. */
  readonly expected?: Dimension;
  /** What wants it, for messages: `bandwidth`. */
  readonly place: string;
  readonly files: DataFiles;
  readonly report: Report;
  /** Values that replace parameters, by name (`topology.bandwidth.sd: …`). */
  readonly overrides?: ReadonlyMap<string, Expression>;
  /** What is declared where a node stands, for suggestions. */
  readonly declared?: (node: AstNode) => readonly Declaration[];
}

/** Reports a distribution of something else than is wanted. @returns whether it fits */
export function fits(node: Expression, dimension: Dimension, request: DistributionRequest): boolean {
  return !request.expected || dimensionMustFit(node, dimension, request.expected, request.place, request.report);
}
