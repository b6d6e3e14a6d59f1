import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { ScenarioDeclaration } from '../generated/ast.js';
import type { Bound, Owner } from '../settings/effective.js';

/** The place in the text that a value of a scenario came from. Lines and characters count from 0. */
export interface Origin {
  readonly uri: string;
  readonly range: Range;
  /** `default`: it is not written anywhere; the range is then the scenario's name. */
  readonly kind: 'written' | 'inherited' | 'default';
  /** Name of the declaration in which it is written. */
  readonly declaredIn?: string;
}

/** By dotted path in the `Scenario`: `primary.blockSize`, `topology.groups.0.bandwidth`. */
export type Origins = Record<string, Origin>;

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function rangeOf(node: AstNode): Range {
  return node.$cstNode?.range ?? NOWHERE;
}

/** Range of the name of a declaration. */
export function rangeOfName(node: AstNode): Range {
  return GrammarUtils.findNodeForProperty(node.$cstNode, 'name')?.range ?? rangeOf(node);
}

export function uriOf(node: AstNode): string {
  const root = AstUtils.findRootNode(node);
  return root.$document?.uri.toString() ?? '';
}

/** The origin of a value of `scenario`. */
export function originOf(bound: Bound, scenario: ScenarioDeclaration): Origin {
  return {
    uri: uriOf(bound.node),
    range: rangeOf(bound.node),
    kind: bound.via === scenario ? 'written' : 'inherited',
    declaredIn: nameOf(bound.owner),
  };
}

/** The origin of a default. */
export function defaultOrigin(node: ScenarioDeclaration, nameRange: Range): Origin {
  return { uri: uriOf(node), range: nameRange, kind: 'default' };
}

function nameOf(owner: Owner): string {
  return owner.name;
}
