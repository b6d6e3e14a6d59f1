import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';
import type { Chain, Fault, FaultAtom, NodeSet, Period } from '../model/faults.js';
import type { Group } from '../model/scenario.js';
import { sample } from '../network/overlay-generators.js';
import { faultKeys } from './fault-keys.js';
import { isExclusive, periodsOverlap } from './periods.js';

/** The nodes of a run, from which faults draw. */
export interface Population {
  /** Nodes are numbered from 0, group by group. */
  groups: readonly Group[];
  /** The nodes that run twins, ascending. */
  managers: readonly number[];
}

/** A set requires more nodes than are left to draw. */
export class TooFewNodes extends RangeError {
  override name = 'TooFewNodes';

  constructor(
    readonly set: NodeSet,
    readonly left: number,
  ) {
    super(`a fault asks for more nodes than the ${left} that are left to be drawn`);
  }
}

/** Nodes that are already affected by a fault. */
interface Taken {
  kind: Fault['kind'];
  period: Period;
  nodes: readonly number[];
}

/**
 * The faults of a schedule with their nodes by number. Counted nodes are drawn at random, each set from a stream of its
 * own, so that adding or removing a fault does not move the others. A node that is down or Byzantine is not chosen a second
 * time for the same period. Named nodes are chosen before drawn ones.
 *
 * @throws RangeError for unknown groups and nodes
 * @throws TooFewNodes
 */
export function resolveFaults(faults: readonly Fault[], population: Population, key: StreamKey): FaultAtom[] {
  const taken: Taken[] = faults.flatMap((fault) =>
    setsOf(fault).flatMap((set): Taken[] => {
      const named = isExclusive(fault) ? namedNodes(set, population.groups) : undefined;
      return named ? [{ kind: fault.kind, period: fault, nodes: named }] : [];
    }),
  );
  const source = new WordSource();
  const keys = faultKeys(faults, key);
  return faults.flatMap((fault, index) => {
    let sets = 0;
    const nodesOf = (set: NodeSet, excluded: ReadonlySet<number>): number[] => {
      const named = namedNodes(set, population.groups);
      sets++;
      if (named) return named;
      source.within(keys[index], sets);
      const nodes = drawNodes(set, population, excluded, source);
      if (isExclusive(fault)) taken.push({ kind: fault.kind, period: fault, nodes });
      return nodes;
    };
    const busy = (): Set<number> =>
      new Set(
        isExclusive(fault)
          ? taken.flatMap(({ kind, period, nodes }) =>
              kind === fault.kind && periodsOverlap(period, fault) ? nodes : [],
            )
          : [],
      );
    return atomsOf(fault, population, (side, others) => {
      const chosen = new Set<number>();
      for (const set of side) for (const node of nodesOf(set, union(busy(), others, chosen))) chosen.add(node);
      return ascending(chosen);
    });
  });
}

/** Chooses the nodes of one side; those of the other sides are not drawn. */
type Choose = (side: readonly NodeSet[], others: ReadonlySet<number>) => number[];

function atomsOf(fault: Fault, population: Population, choose: Choose): FaultAtom[] {
  const nobody: ReadonlySet<number> = new Set();
  switch (fault.kind) {
    case 'crash':
    case 'slow':
      return [{ ...fault, nodes: choose(fault.nodes, nobody) }];
    case 'partition':
      return [{ ...fault, sides: sidesOf(fault.sides, population, choose) }];
    case 'byzantine':
      return (['primary', 'management'] as const).flatMap((chain): FaultAtom[] => {
        const sets = fault.nodes.filter((set) => chainOf(set) === chain);
        return sets.length > 0 ? [{ ...fault, chain, nodes: choose(sets, nobody) }] : [];
      });
    default:
      return [fault];
  }
}

function chainOf(set: NodeSet): Chain {
  return set.kind === 'twins' ? 'management' : 'primary';
}

function setsOf(fault: Fault): NodeSet[] {
  if (fault.kind === 'partition') return fault.sides.flat();
  return 'nodes' in fault ? fault.nodes : [];
}

/**
 * Named nodes come before drawn ones, whatever the order of the sides. Nodes that are on no side form a side of their
 * own.
 */
function sidesOf(sides: readonly NodeSet[][], { groups }: Population, choose: Choose): number[][] {
  const named = sides.map((side) => new Set(side.flatMap((set) => namedNodes(set, groups) ?? [])));
  const chosen: number[][] = [];
  sides.forEach((side, index) => {
    const others = union(...named.filter((_, other) => other !== index), ...chosen.map((nodes) => new Set(nodes)));
    chosen.push(choose(side, others));
  });
  const members = new Set(chosen.flat());
  const rest = Array.from({ length: sizeOf(groups) }, (_, node) => node).filter((node) => !members.has(node));
  return rest.length > 0 ? [...chosen, rest] : chosen;
}

/** The nodes of a set without drawn ones. */
function namedNodes(set: NodeSet, groups: readonly Group[]): number[] | undefined {
  if (set.kind === 'node') {
    const members = set.group === undefined ? { first: 0, size: sizeOf(groups) } : placeOf(set.group, groups);
    if (set.number > members.size) throw new RangeError(`there is no node ${set.number} of ${members.size}`);
    return [members.first + set.number - 1];
  }
  if (set.kind !== 'group' || set.count !== undefined) return undefined;
  const { first, size } = placeOf(set.group, groups);
  return Array.from({ length: size }, (_, index) => first + index);
}

function drawNodes(
  set: NodeSet,
  { groups, managers }: Population,
  excluded: ReadonlySet<number>,
  source: WordSource,
): number[] {
  const candidates = candidatesOf(set, groups, managers);
  const count = 'count' in set ? (set.count ?? 0) : 0;
  // All are shuffled before some are excluded, so that an exclusion does not change the order of the others.
  const free = sample(candidates.length, candidates.length, source).map((index) => candidates[index]);
  const nodes = free.filter((node) => !excluded.has(node)).slice(0, count);
  if (nodes.length < count) throw new TooFewNodes(set, nodes.length);
  return nodes.sort((a, b) => a - b);
}

function candidatesOf(set: NodeSet, groups: readonly Group[], managers: readonly number[]): readonly number[] {
  if (set.kind === 'twins') return managers;
  const { first, size } = set.kind === 'group' ? placeOf(set.group, groups) : { first: 0, size: sizeOf(groups) };
  return Array.from({ length: size }, (_, index) => first + index);
}

/** @throws RangeError for an unknown group */
function placeOf(name: string, groups: readonly Group[]): { first: number; size: number } {
  const index = groups.findIndex((group) => group.name === name);
  if (index < 0) throw new RangeError(`the topology has no group ${name}`);
  return { first: sizeOf(groups.slice(0, index)), size: groups[index].nodes };
}

function sizeOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { nodes }) => sum + nodes, 0);
}

function union(...sets: readonly ReadonlySet<number>[]): Set<number> {
  return new Set(sets.flatMap((set) => [...set]));
}

function ascending(nodes: ReadonlySet<number>): number[] {
  return [...nodes].sort((a, b) => a - b);
}
