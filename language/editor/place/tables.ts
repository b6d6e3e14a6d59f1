import { blockOf, propertyOf } from '../../properties/blocks.js';
import type { BlockName } from '../../properties/property.js';
import { isLocated, type Located, locate, type UnknownStep } from '../../settings/locate.js';
import { type BlockKind, container, type Place } from './place.js';

const TABLES: Partial<Record<BlockKind, BlockName>> = {
  topology: 'topology',
  group: 'group',
  workload: 'workload',
  scenario: 'scenario',
  experiment: 'experiment',
  simulate: 'simulate',
  learn: 'learn',
  unseen: 'simulate',
  byzantine: 'byzantine',
  // A property of the topology that changes during a fault.
  event: 'topology',
};

/** The table in which the properties of a place are looked up, and the path from that table to the place. */
export function tableAt(place: Place): { block: BlockName; path: readonly string[] } | undefined {
  const around = container(place);
  const block = around && TABLES[around.block.kind];
  return block && around ? { block, path: around.path } : undefined;
}

/** The property that a path at a place refers to. In rules, choices and axes, paths start from the scenario. */
export function propertyAt(
  place: Place,
  path: readonly string[],
  groups: readonly string[],
  fromScenario = false,
): Located | UnknownStep | undefined {
  if (fromScenario) return locate('scenario', path, groups);
  const table = tableAt(place);
  return table && locate(table.block, [...table.path, ...path], groups);
}

/** The table with the words that may follow a path: `primary` for `primary.`, `group` for `topology.Banks.` */
export function tableBehind(
  start: BlockName,
  path: readonly string[],
  groups: readonly string[],
): { block: BlockName; inScenario: boolean } | { parameterOf: Located } | undefined {
  let block = start;
  for (const [index, word] of path.entries()) {
    const inTopologyOfScenario = block === 'topology' && index > 0;
    if (inTopologyOfScenario && groups.includes(word)) {
      block = 'group';
      continue;
    }
    const property = propertyOf(block, word) ?? (inTopologyOfScenario ? propertyOf('group', word) : undefined);
    const nested = property && blockOf(property);
    if (nested) block = nested;
    else {
      const found = property && index === path.length - 1 ? locate(start, path, groups) : undefined;
      return found && isLocated(found) ? { parameterOf: found } : undefined;
    }
  }
  return { block, inScenario: start === 'scenario' };
}
