import type { Configuration } from '../../model/configuration.js';
import type { NodeChoice } from '../../model/node-choice.js';

/** Liu et al. 2019, Table I. */
const MAX_GINI = 0.3;
const MAX_INTERVALS = 6;

/** A group of nodes, over which validators should be spread. */
export interface Group {
  name: string;
  nodes: number;
}

/**
 * Whether an interval met the constraints of Liu et al. 2019, as far as they apply to this model. C1: validators are
 * spread over the groups of the topology; all have the same stake. C2: a block took at most six block intervals. C3,
 * that no more validators fail than are tolerated, holds if there was any block.
 *
 * @param blockTime mean over the interval, s; NaN with fewer than two blocks
 */
export function isFeasible(
  { blockInterval, validators }: Configuration,
  blockTime: number,
  groups: readonly Group[],
): boolean {
  return blockTime <= MAX_INTERVALS * blockInterval && gini(sharesOf(validators, groups)) <= MAX_GINI;
}

/** The reward of an interval that violates the constraints: at most 0. */
export function gatedReward(reward: number): number {
  return Math.min(0, reward);
}

/** The share of each group's nodes that are validators; its mean if they are drawn. */
function sharesOf(choice: NodeChoice, groups: readonly Group[]): number[] {
  if (choice.kind !== 'groups') return groups.map(() => 1);
  return groups.map(({ name, nodes }) => {
    const parts = choice.parts.filter(({ group }) => group === name);
    return parts.reduce((sum, { count = nodes }) => sum + count, 0) / nodes;
  });
}

/** The Gini coefficient: half the mean difference between two values, divided by their mean; 0 if all are equal. */
export function gini(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  let differences = 0;
  for (const one of values) for (const other of values) differences += Math.abs(one - other);
  return differences / (2 * values.length * sum);
}
