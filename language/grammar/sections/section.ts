import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import { AstUtils, type CstNode, type ParseResult, type ReferenceInfo } from 'langium';
import { type Declaration, type File, type Import, isTopologyDeclaration } from '../../generated/ast.js';
import { type Movable, movableIn } from './moves.js';

/**
 * A part of a text that is read by itself: mostly one declaration. Two sections are the same object as long as nothing
 * has changed that either of them means; where its surroundings have changed, a copy of it takes its place.
 */
export interface Section {
  readonly text: string;
  /** The first words of the section behind it, for what is said of a block that is still open there. */
  readonly next: string;
  readonly imports: readonly Import[];
  readonly declarations: readonly Declaration[];
  /** The parts of the concrete syntax tree, where they stand in the whole text. */
  readonly content: readonly CstNode[];
  readonly movable: Movable;
  /** Faults of form, told by places in the section. */
  readonly lexerErrors: readonly ILexingError[];
  readonly parserErrors: readonly IRecognitionException[];
  /** Every word and text that stands in it: all that it could mean in another section. */
  readonly words: ReadonlySet<string>;
  /** What others can mean in it. */
  readonly names: readonly string[];
  /** The same with what each of them is: others are told what there is. */
  readonly signature: string;
}

/** A section from what the parser made of its text. */
export function sectionOf(
  { text, next }: Pick<Section, 'text' | 'next'>,
  tokens: readonly IToken[],
  parsed: ParseResult<File>,
): Section {
  const { imports, declarations, $cstNode } = parsed.value;
  const content = $cstNode && 'content' in $cstNode ? ($cstNode.content as CstNode[]) : [];
  return {
    text,
    next,
    imports,
    declarations,
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

/** A copy of a section whose names lead nowhere yet. */
export function unlinked(section: Section): Section {
  for (const node of nodesOf(section)) for (const { reference } of AstUtils.streamReferences(node)) forget(reference);
  return { ...section };
}

/** All nodes of a section, each before its parts. */
export function* nodesOf({ imports, declarations }: Section) {
  for (const node of [...imports, ...declarations]) yield* AstUtils.streamAst(node);
}

/** Langium finds a target again where none is kept; these are the fields in which its references keep it. */
function forget(reference: ReferenceInfo['reference']): void {
  Object.assign(reference, { _ref: undefined, _nodeDescription: undefined });
}
