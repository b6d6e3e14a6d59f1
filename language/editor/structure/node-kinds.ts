import { type AstNode, type AstNodeDescription, isAstNodeDescription } from 'langium';
import type { NodeKindProvider } from 'langium/lsp';
import type { CompletionItemKind, SymbolKind } from 'vscode-languageserver-types';

/** Kinds of symbols, as the Language Server Protocol numbers them. */
export const Symbols = {
  Module: 2,
  Namespace: 3,
  Class: 5,
  Method: 6,
  Property: 7,
  Interface: 11,
  Function: 12,
  Variable: 13,
  Constant: 14,
  Object: 19,
  Struct: 23,
  Event: 24,
  Operator: 25,
} as const satisfies Record<string, SymbolKind>;

const SYMBOLS: Readonly<Record<string, SymbolKind>> = {
  SiteDeclaration: Symbols.Constant,
  DistributionDeclaration: Symbols.Constant,
  TopologyDeclaration: Symbols.Namespace,
  Group: Symbols.Struct,
  WorkloadDeclaration: Symbols.Object,
  PolicyDeclaration: Symbols.Interface,
  FaultsDeclaration: Symbols.Event,
  ScenarioDeclaration: Symbols.Class,
  ExperimentDeclaration: Symbols.Module,
  Observation: Symbols.Variable,
};

const MODULE: CompletionItemKind = 9;

/** How editors draw declarations in outlines and searches. */
export class TwinNodeKinds implements NodeKindProvider {
  getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
    return SYMBOLS[isAstNodeDescription(node) ? node.type : node.$type] ?? Symbols.Property;
  }

  getCompletionItemKind(): CompletionItemKind {
    return MODULE;
  }
}
