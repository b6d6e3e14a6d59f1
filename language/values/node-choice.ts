import type { NodeChoice } from '../../engine/model/node-choice.js';
import type { Value } from './value.js';

/** The nodes that a value chooses; groups keep the order in which they are listed. */
export function nodeChoice(value: Value | undefined): NodeChoice | undefined {
  if (value?.kind === 'quantity') return { kind: 'random', count: value.value };
  if (value?.kind === 'nodes')
    return {
      kind: 'groups',
      parts: value.parts.map(({ group, count }) => (count === undefined ? { group } : { group, count })),
    };
  if (value?.kind !== 'option') return undefined;
  const { k } = value.arguments;
  return typeof k === 'number' ? { kind: 'random', count: k } : { kind: 'all' };
}
