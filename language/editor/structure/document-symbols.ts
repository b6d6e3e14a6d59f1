import { type AstNode, GrammarUtils, type LangiumDocument } from 'langium';
import type { DocumentSymbolProvider, NodeKindProvider } from 'langium/lsp';
import type { DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { type Declaration, isFile, type Property } from '../../generated/ast.js';
import { dotted } from '../../names/text.js';
import { Symbols } from './node-kinds.js';

/** The outline: declarations, and below them groups, blocks, properties with their values, rules, axes. */
export class TwinDocumentSymbols implements DocumentSymbolProvider {
  constructor(private readonly kinds: NodeKindProvider) {}

  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    const root = document.parseResult.value;
    return isFile(root) ? root.declarations.flatMap((node) => this.declaration(node)) : [];
  }

  private declaration(node: Declaration): DocumentSymbol[] {
    const word = node.$type.replace('Declaration', '').toLowerCase();
    const detail =
      node.$type === 'DistributionDeclaration'
        ? textOf(node.value)
        : 'parent' in node && node.parent
          ? `extends ${node.parent.$refText}`
          : word;
    return symbol(node, node.name, this.kinds.getSymbolKind(node), detail, this.children(node));
  }

  private children(node: Declaration): DocumentSymbol[] {
    switch (node.$type) {
      case 'DistributionDeclaration':
      case 'SiteDeclaration':
        return [];
      case 'TopologyDeclaration':
        return [
          ...node.groups.flatMap((group) =>
            symbol(group, group.name, this.kinds.getSymbolKind(group), 'group', group.properties.flatMap(property)),
          ),
          ...node.properties.flatMap(property),
        ];
      case 'WorkloadDeclaration':
        return node.properties.flatMap(property);
      case 'ScenarioDeclaration':
        return [...node.properties.flatMap(property), ...node.expectations.flatMap(expectation)];
      case 'PolicyDeclaration':
        return node.members.flatMap((member) => {
          const observed =
            member.$type === 'Observe'
              ? member.observations.flatMap((each) => symbol(each, each.name, Symbols.Variable, textOf(each.value)))
              : [];
          return symbol(member, firstLine(member), Symbols.Method, '', observed);
        });
      case 'FaultsDeclaration':
        return [...node.events, ...node.byzantine].flatMap((event) =>
          symbol(event, firstLine(event), Symbols.Event, ''),
        );
      case 'ExperimentDeclaration':
        return [
          ...node.properties.flatMap(property),
          ...node.varies.flatMap((vary) =>
            vary.axes.flatMap((axis) =>
              symbol(axis, axis.path ? dotted(axis.path) : '', Symbols.Variable, textOf(axis.values)),
            ),
          ),
          ...node.goals.flatMap((goal) =>
            symbol(goal, textOf(goal.objective), Symbols.Operator, goal.direction ?? '', [], 'objective'),
          ),
          ...node.expectations.flatMap(expectation),
        ];
    }
  }
}

function property(node: Property): DocumentSymbol[] {
  const kind = node.block ? Symbols.Object : Symbols.Property;
  const { groupPolicy } = node;
  const path = node.path ? dotted(node.path) : '';
  const name = groupPolicy ? `${path} for ${groupPolicy.group?.$refText ?? ''}` : path;
  const detail = groupPolicy?.policy?.$refText ?? node.values.map(textOf).join(', ');
  return symbol(node, name, kind, detail, node.properties.flatMap(property), 'path');
}

function expectation(node: AstNode & { text?: string }): DocumentSymbol[] {
  return symbol(node, node.text ?? '', Symbols.Operator, 'expect', [], 'text');
}

/** In a text with syntax errors a node may lack its name or place; then there is nothing to show. */
function symbol(
  node: AstNode,
  name: string | undefined,
  kind: SymbolKind,
  detail: string,
  children: DocumentSymbol[] = [],
  part = 'name',
): DocumentSymbol[] {
  const range = node.$cstNode?.range;
  if (!range || !name) return [];
  const selectionRange = GrammarUtils.findNodeForProperty(node.$cstNode, part)?.range ?? {
    start: range.start,
    end: range.start,
  };
  return [
    { name, kind, range, selectionRange, ...(detail ? { detail } : {}), ...(children.length > 0 ? { children } : {}) },
  ];
}

function textOf(node: AstNode | undefined): string {
  return (node?.$cstNode?.text ?? '').replace(/\s+/g, ' ');
}

function firstLine(node: AstNode): string {
  const text = textOf(node);
  const brace = text.indexOf('{');
  const head = (brace < 0 ? text : text.slice(0, brace)).trim();
  return head.length > 60 ? `${head.slice(0, 59)}…` : head;
}
