import { BYZANTINE, EXPERIMENT, LEARN, SIMULATE } from './experiment.js';
import type { BlockDescription, BlockName, PropertyDescription } from './property.js';
import { MANAGEMENT, PRIMARY, SCENARIO } from './scenario.js';
import { GROUP, TOPOLOGY } from './topology.js';
import { WORKLOAD } from './workload.js';

/** Every block of the language, in the order of the reference page. */
export const BLOCKS: readonly BlockDescription[] = [
  SCENARIO,
  PRIMARY,
  MANAGEMENT,
  TOPOLOGY,
  GROUP,
  WORKLOAD,
  EXPERIMENT,
  SIMULATE,
  LEARN,
  BYZANTINE,
];

const BY_NAME = new Map(BLOCKS.map((block) => [block.name, block]));

export function blockNamed(name: BlockName): BlockDescription {
  const block = BY_NAME.get(name);
  if (!block) throw new Error(`no table for block ${name}`);
  return block;
}

export function propertyOf(block: BlockName, name: string): PropertyDescription | undefined {
  return blockNamed(block).properties.find((property) => property.name === name);
}

/** The block that a property opens, if it opens one. */
export function blockOf(property: PropertyDescription): BlockName | undefined {
  for (const type of property.accepts) if (type.kind === 'block') return type.block;
  return undefined;
}
