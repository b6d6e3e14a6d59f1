import { blockOf, propertyOf } from '../properties/blocks.js';
import type { BlockName, PropertyDescription } from '../properties/property.js';

/** What a path such as `topology.Banks.bandwidth.sd` refers to. */
export interface Located {
  readonly block: BlockName;
  readonly property: PropertyDescription;
  /** Words up to and with the property. */
  readonly words: readonly string[];
  /** The group of the topology that it is about; absent: all groups. */
  readonly group?: string;
  /** Parameter of the property's value. */
  readonly parameter?: string;
}

/** The unknown word of a path, and the block in which it was looked up. */
export interface UnknownStep {
  readonly index: number;
  readonly block: BlockName;
  /** The property, if the path continues after a parameter, which is not possible. */
  readonly property?: PropertyDescription;
}

/** Which property a path from a block leads to. `groups` are the groups of the topology in force. */
export function locate(block: BlockName, words: readonly string[], groups: readonly string[]): Located | UnknownStep {
  return follow(block, words, 0, groups, undefined);
}

function follow(
  block: BlockName,
  words: readonly string[],
  index: number,
  groups: readonly string[],
  group: string | undefined,
): Located | UnknownStep {
  const word = words[index];
  if (word === undefined) return { index: Math.max(0, index - 1), block };
  const inTopologyOfScenario = block === 'topology' && index > 0;
  if (inTopologyOfScenario && group === undefined && groups.includes(word) && index + 1 < words.length)
    return follow('group', words, index + 1, groups, word);
  const property = propertyOf(block, word) ?? (inTopologyOfScenario ? propertyOf('group', word) : undefined);
  if (!property) return { index, block };
  const nested = blockOf(property);
  const rest = words.length - index - 1;
  if (rest === 0) return { block, property, words: words.slice(0, index + 1), group };
  if (nested) return follow(nested, words, index + 1, groups, group);
  if (rest > 1) return { index: index + 2, block, property };
  return { block, property, words: words.slice(0, index + 1), group, parameter: words[index + 1] };
}

export function isLocated(result: Located | UnknownStep): result is Located {
  return 'words' in result;
}
