/** A choice among the primary's nodes. */
export type NodeChoice =
  | { kind: 'all' }
  | { kind: 'random'; count: number }
  /** `count` absent: the whole group. */
  | { kind: 'groups'; parts: { group: string; count?: number }[] };

/** How many nodes a choice names; NaN if the groups do not have them. */
export function countOfChoice(choice: NodeChoice, groups: readonly { name: string; nodes: number }[]): number {
  const all = groups.reduce((sum, group) => sum + group.nodes, 0);
  switch (choice.kind) {
    case 'all':
      return all;
    case 'random':
      return choice.count <= all ? choice.count : Number.NaN;
    case 'groups':
      return choice.parts.reduce((sum, { group, count }) => {
        const size = groups.find(({ name }) => name === group)?.nodes ?? Number.NaN;
        return sum + (count === undefined ? size : count <= size ? count : Number.NaN);
      }, 0);
  }
}
