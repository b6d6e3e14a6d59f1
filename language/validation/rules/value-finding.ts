import type { AstNode } from 'langium';
import type { Topology } from '../../../engine/model/scenario.js';
import { isAssignment, isProperty } from '../../generated/ast.js';
import { dotted } from '../../names/text.js';
import type { Code } from '../codes.js';

/** An error in resolved values, with the paths of the values that cause it, the most relevant first. */
export interface ValueFinding {
  readonly code: Code;
  readonly message: string;
  readonly paths: readonly string[];
  /** It depends on the seed of a scenario, which a topology alone does not have. */
  readonly isOfSeed?: boolean;
  /** As in `Finding`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The total number of nodes of a topology. */
export function nodesOf(topology: Topology): number {
  return topology.groups.reduce((sum, group) => sum + group.nodes, 0);
}

/** The paths of the properties that set the number of nodes. */
export function groupPaths(topology: Topology): string[] {
  return topology.groups.map((_, index) => `topology.groups.${index}.nodes`);
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The effect of a part of a fault at its place. */
export function partText(node: AstNode): string {
  if (isAssignment(node)) return 'It is decided here.';
  return isProperty(node) && node.path ? `\`${dotted(node.path)}\` is set here.` : 'It is set here.';
}
