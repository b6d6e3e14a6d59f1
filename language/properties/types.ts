import { MIN_VALIDATORS } from '../../engine/twins/valid-configuration.js';
import { DATA, DATA_RATE, NUMBER, TIME } from '../dimensions/dimension.js';
import type { DistributionType, OptionType, Parameter, QuantityType, Range } from './property.js';

/** Shorthands for the tables of properties. */

export const positiveTime: QuantityType = { kind: 'quantity', dimension: TIME, min: 0, exclusiveMin: true };
export const time: QuantityType = { kind: 'quantity', dimension: TIME, min: 0 };
export const positiveSize: QuantityType = { kind: 'quantity', dimension: DATA, min: 0, exclusiveMin: true };
export const size: QuantityType = { kind: 'quantity', dimension: DATA, min: 0 };
export const probability: QuantityType = { kind: 'quantity', dimension: NUMBER, min: 0, max: 1 };
export const nodeCount: QuantityType = { kind: 'quantity', dimension: NUMBER, integer: true, min: 1 };
/** The number of nodes that run a chain. */
export const quorumCount: QuantityType = {
  ...nodeCount,
  min: MIN_VALIDATORS,
  reason: 'for a quorum that survives a faulty node',
};

export const timeDistribution: DistributionType = { kind: 'distribution', dimension: TIME, positive: false, min: 0 };
export const positiveTimeDistribution: DistributionType = { kind: 'distribution', dimension: TIME, positive: true };
export const rateDistribution: DistributionType = { kind: 'distribution', dimension: DATA_RATE, positive: true };
export const sizeDistribution: DistributionType = { kind: 'distribution', dimension: DATA, positive: true };

export function count(range: Range = { min: 0 }): QuantityType {
  return { kind: 'quantity', dimension: NUMBER, integer: true, ...range };
}

export function option(name: string, meaning: string, parameters?: readonly Parameter[]): OptionType {
  return parameters ? { kind: 'option', name, meaning, parameters } : { kind: 'option', name, meaning };
}

export function planned(type: OptionType): OptionType {
  return { ...type, planned: true };
}

export function parameter(name: string, type: Parameter['type'], meaning: string): Parameter {
  return { name, type, meaning };
}
