import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import { type AstNode, AstUtils, type CstNode, type ParseResult, type ReferenceInfo } from 'langium';
import { type Declaration, type File, type Import, isTopologyDeclaration } from '../../generated/ast.js';
import { type Movable, movableIn } from './moves.js';

/**
 * A part of a text that is parsed separately: usually one declaration. A section stays the same object until its text,
 * or something that it refers to, changes; if its surroundings change, a copy replaces it.
 */
export interface Section {
  readonly text: string;
  /** The first words of the next section, for messages about a block that is still open there. */
  readonly next: string;
  readonly imports: readonly Import[];
  readonly declarations: readonly Declaration[];
  /** All nodes, each before its parts. */
  readonly nodes: readonly AstNode[];
  /** All names in it that refer to a declaration, with the nodes that contain them. */
  readonly references: readonly ReferenceInfo[];
  /** The parts of the concrete syntax tree, at their positions in the whole text. */
  readonly content: readonly CstNode[];
  readonly movable: Movable;
  /** Syntax errors, with positions relative to the section. */
  readonly lexerErrors: readonly ILexingError[];
  readonly parserErrors: readonly IRecognitionException[];
  /** Every word and string in it: everything that it could refer to in another section. */
  readonly words: ReadonlySet<string>;
  /** The names in it that others can refer to. */
  readonly names: readonly string[];
  /** The names with their kinds, because messages in other sections list what exists. */
  readonly signature: string;
}

/** Makes a section from the parser's result. */
export function sectionOf(
  { text, next }: Pick<Section, 'text' | 'next'>,
  tokens: readonly IToken[],
  parsed: ParseResult<File>,
): Section {
  const { imports, declarations, $cstNode } = parsed.value;
  const content = $cstNode && 'content' in $cstNode ? ($cstNode.content as CstNode[]) : [];
  const nodes = [...imports, ...declarations].flatMap((node) => AstUtils.streamAst(node).toArray());
  return {
    text,
    next,
    imports,
    declarations,
    nodes,
    references: nodes.flatMap((node) => AstUtils.streamReferences(node).toArray()),
    content,
    movable: movableIn(content),
    lexerErrors: parsed.lexerErrors,
    parserErrors: parsed.parserErrors,
    words: new Set(tokens.map(wordOf)),
    names: declarations.flatMap(namesIn),
    signature: declarations.map((node) => [node.$type, ...namesIn(node)].join(' ')).join('\n'),
  };
}

function wordOf({ image, tokenType }: IToken): string {
  return tokenType.name === 'STRING' ? image.slice(1, -1) : image;
}

function namesIn(node: Declaration): string[] {
  const groups = isTopologyDeclaration(node) ? node.groups.map(({ name }) => name) : [];
  return [node.name, ...groups].filter((name) => name !== undefined && name !== '');
}

/** A copy of a section with all references unlinked. */
export function unlinked(section: Section): Section {
  for (const { reference } of section.references) forget(reference);
  return { ...section };
}

/** Langium resolves a reference again if it has no cached target; these are the fields of that cache. */
function forget(reference: ReferenceInfo['reference']): void {
  Object.assign(reference, { _ref: undefined, _nodeDescription: undefined });
}
