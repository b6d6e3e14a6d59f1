import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';
import type { NodeChoice } from '../model/node-choice.js';
import type { Topology } from '../model/scenario.js';
import { sample } from './overlay-generators.js';

/**
 * The nodes of a choice, ascending. They are drawn at random if it gives a number.
 *
 * @throws RangeError for a group that the topology lacks, or for more nodes than there are
 */
export function chooseNodes(choice: NodeChoice, topology: Topology, key: StreamKey): number[] {
  const source = new WordSource().for(key);
  const total = topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  switch (choice.kind) {
    case 'all':
      return Array.from({ length: total }, (_, node) => node);
    case 'random':
      return draw(total, choice.count, source);
    case 'groups': {
      const chosen = choice.parts.flatMap(({ group: name, count }, part) => {
        const index = topology.groups.findIndex((group) => group.name === name);
        if (index < 0) throw new RangeError(`the topology has no group ${name}`);
        const first = topology.groups.slice(0, index).reduce((sum, group) => sum + group.nodes, 0);
        const size = topology.groups[index].nodes;
        source.within(key, part + 1);
        return draw(size, count ?? size, source).map((node) => first + node);
      });
      return Array.from(new Set(chosen)).sort((a, b) => a - b);
    }
  }
}

function draw(total: number, count: number, source: WordSource): number[] {
  if (count > total) throw new RangeError(`${count} nodes were requested, but there are only ${total}`);
  return sample(total, count, source).sort((a, b) => a - b);
}
