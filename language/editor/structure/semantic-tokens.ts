import { type AstNode, AstUtils, Cancellation, interruptAndCheck, type LangiumDocument } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor, SemanticTokensBuilder } from 'langium/lsp';
import type {
  Range,
  SemanticTokens,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver-protocol';
import {
  type Declaration,
  isAxis,
  isChoice,
  isDeclaration,
  isExperimentDeclaration,
  isGoal,
  isGroup,
  isGroupPolicy,
  isNameExpression,
  isObservation,
  isPortion,
  isQuantity,
  isScenarioDeclaration,
  isSegment,
  type Named,
  type Segment,
} from '../../generated/ast.js';
import { dotted } from '../../names/text.js';
import { BLOCKS } from '../../properties/blocks.js';
import { INVARIANTS, PLOTS } from '../../properties/functions.js';

/** Token types of the protocol, by what a name refers to. */
const NAMES: Readonly<Record<Named['$type'], string>> = {
  SiteDeclaration: 'string',
  DistributionDeclaration: 'variable',
  TopologyDeclaration: 'namespace',
  WorkloadDeclaration: 'struct',
  PolicyDeclaration: 'interface',
  FaultsDeclaration: 'event',
  ScenarioDeclaration: 'class',
  ExperimentDeclaration: 'class',
  Group: 'type',
  Observation: 'variable',
};

const OPTIONS: ReadonlySet<string> = new Set([
  ...BLOCKS.flatMap((block) =>
    block.properties.flatMap((property) => property.accepts.flatMap((type) => ('name' in type ? [type.name] : []))),
  ),
  ...[...PLOTS, ...INVARIANTS].map(({ name }) => name),
  'worldwide',
]);

/** Colours by meaning, which a TextMate grammar cannot know: a property named like a keyword, a name called `min`. */
export class TwinSemanticTokens extends AbstractSemanticTokenProvider {
  override semanticHighlight(
    document: LangiumDocument,
    _params: SemanticTokensParams,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<SemanticTokens> {
    return this.tokensOf(document, undefined, cancelToken);
  }

  override semanticHighlightRange(
    document: LangiumDocument,
    { range }: SemanticTokensRangeParams,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<SemanticTokens> {
    return this.tokensOf(document, range, cancelToken);
  }

  /**
   * Several requests may be answered at a time, although the class below keeps one document and one list of tokens.
   * Each request therefore has its own list, and installs it whenever it continues.
   */
  private async tokensOf(
    document: LangiumDocument,
    range: Range | undefined,
    cancelToken = Cancellation.CancellationToken.None,
  ): Promise<SemanticTokens> {
    const builder = new SemanticTokensBuilder();
    const accept = this.createAcceptor();
    for (const node of AstUtils.streamAst(document.parseResult.value, { range })) {
      await interruptAndCheck(cancelToken);
      this.currentDocument = document;
      this.currentRange = range;
      this.currentTokensBuilder = builder;
      this.highlightElement(node, accept);
    }
    return builder.build();
  }

  protected override highlightElement(node: AstNode, accept: SemanticTokenAcceptor): void {
    if (isDeclaration(node) || isGroup(node) || isObservation(node)) declared(node, accept);
    if ((isScenarioDeclaration(node) || isExperimentDeclaration(node)) && node.parent)
      accept({ node, property: 'parent', type: NAMES[node.$type] });
    if (isGoal(node)) accept({ node, property: 'direction', type: 'keyword' });
    if (isSegment(node)) segment(node, accept);
    else if (isQuantity(node) && node.unit !== undefined) accept({ node, property: 'unit', type: 'number' });
    else if (isPortion(node) && node.group) accept({ node, property: 'group', type: NAMES.Group });
    else if (isGroupPolicy(node)) {
      accept({ node, property: 'group', type: NAMES.Group });
      accept({ node, property: 'policy', type: NAMES.PolicyDeclaration });
    }
  }
}

function declared(
  node: Declaration | Extract<Named, { $type: 'Group' | 'Observation' }>,
  accept: SemanticTokenAcceptor,
): void {
  // A site is written as a string and coloured as one.
  if (node.name && node.$type !== 'SiteDeclaration')
    accept({ node, property: 'name', type: NAMES[node.$type], modifier: 'declaration' });
}

function segment(node: Segment, accept: SemanticTokenAcceptor): void {
  const type = typeOf(node);
  if (type) accept({ node, property: 'element', type });
}

function typeOf(node: Segment): string | undefined {
  const target = node.element?.ref;
  if (target) return NAMES[target.$type];
  const owner = node.$container;
  if (!isNameExpression(owner))
    return isAxis(owner.$container) || isChoice(owner.$container) || owner.$type === 'Path' ? 'property' : undefined;
  if (owner.segments.length > 1) return 'property';
  if (owner.call) return 'function';
  return OPTIONS.has(dotted(owner)) || owner.text !== undefined ? 'enumMember' : undefined;
}
