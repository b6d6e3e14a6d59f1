import type { IRecognitionException, IToken, TokenType } from 'chevrotain';
import {
  type AstNode,
  createParser,
  type LangiumCoreServices,
  LangiumParser,
  type Lexer,
  type LexerResult,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import type { File } from '../generated/ast.js';
import { type RepairedFault, withUnfinishedPaths, withUnseenApart } from './habits.js';
import { FATAL_LEXING_ERRORS } from './lexer.js';
import { withParsing } from './repair/overridden.js';
import type { Probe } from './repair/probe.js';
import type { Edit, Repair, TokenTypes } from './repair/repair.js';
import { repairTokens } from './repair/repair-tokens.js';
import { fileOf, readAgain } from './sections/file.js';
import { readingOf } from './sections/reading.js';
import { type Section, sectionOf } from './sections/section.js';

/** The lexer as the parser sees it: without unfinished paths, or with given tokens. */
class GivenLexer implements Lexer {
  given: LexerResult | undefined;
  readonly types: TokenTypes;

  constructor(private readonly lexer: Lexer) {
    this.types = Object.fromEntries(typesOf(lexer).map((type) => [type.name, type]));
  }

  get definition(): Lexer['definition'] {
    return this.lexer.definition;
  }

  tokenize(text: string): LexerResult {
    const { given } = this;
    if (given) return { ...given, hidden: [...given.hidden] };
    const lexed = this.lexer.tokenize(text);
    return { ...lexed, ...withUnseenApart(withUnfinishedPaths(lexed, this.types.ID), this.types.ID) };
  }
}

/**
 * Parses a text section by section, so that unchanged sections need not be parsed again. A section that does not parse
 * is repaired first, so that the text after an error is still parsed as intended. Each repair is reported as a syntax
 * error, in addition to the lexer's errors.
 */
export class TwinParser extends LangiumParser {
  constructor(
    services: LangiumCoreServices,
    private readonly source: GivenLexer,
    private readonly probe: Probe,
  ) {
    super(withParsing(services, { Lexer: source }));
  }

  missingBraces(text: string): readonly Edit[] {
    const { repairs } = repairTokens(this.source.tokenize(text).tokens, this.probe, this.source.types);
    return repairs.flatMap(({ code, edits }) => (code === 'syntax/missing-brace' ? edits : []));
  }

  override parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    return options?.rule === undefined ? this.parseAgain<T>(undefined, input) : super.parse<T>(input, options);
  }

  /**
   * Parses a text of which an older version has been parsed. The old tree becomes part of the new one and must not be
   * used any more. The result is the same as that of a new parse. Names that may now refer to something else are
   * unlinked.
   */
  parseAgain<T extends AstNode>(before: AstNode | undefined, text: string): ParseResult<T> {
    const known = before && readingOf(before);
    const read = readAgain(known, text, (section, next) => this.parseSection(section, next));
    return fileOf(text, read) as ParseResult<AstNode> as ParseResult<T>;
  }

  private parseSection(text: string, next: string): Section {
    const lexed = this.source.tokenize(text);
    const { tokens } = lexed;
    const parsed = this.parseTokens(text, lexed);
    const isCut = lexed.errors.some(({ message }) => FATAL_LEXING_ERRORS.has(message));
    if (isCut) return sectionOf({ text, next }, tokens, { ...parsed, parserErrors: [] });
    if (parsed.parserErrors.length === 0) return sectionOf({ text, next }, tokens, parsed);
    const behind = this.source.tokenize(text + next).tokens.filter(({ startOffset }) => startOffset >= text.length);
    const { tokens: mended, repairs } = repairTokens(
      [...tokens, ...behind],
      this.probe,
      this.source.types,
      tokens.length,
    );
    if (repairs.length === 0) {
      // The section ended too early: another declaration begins.
      const parserErrors = parsed.parserErrors.map((error) =>
        behind.length > 0 && error.token.tokenType.name === 'EOF' ? withToken(error, behind[0]) : error,
      );
      return sectionOf({ text, next }, tokens, { ...parsed, parserErrors });
    }
    const errors = [...lexed.errors, ...repairs.map((repair) => faultOf(repair, text))];
    const own = mended.slice(0, mended.length - behind.length);
    return sectionOf({ text, next }, tokens, this.parseTokens(text, { ...lexed, tokens: own, errors }));
  }

  private parseTokens(text: string, lexed: LexerResult): ParseResult<File> {
    this.source.given = lexed;
    try {
      return super.parse<File>(text);
    } finally {
      this.source.given = undefined;
    }
  }
}

function withToken({ name, message, context, resyncedTokens }: IRecognitionException, token: IToken) {
  return { name, message, context, resyncedTokens, token };
}

/**
 * The missing braces of a text, at the positions where the parser inserts them. Empty if the services have another
 * parser.
 */
export function missingBraces(parser: LangiumParser, text: string): readonly Edit[] {
  return parser instanceof TwinParser ? parser.missingBraces(text) : [];
}

/** @param probe created at the first syntax error */
export function createTwinParser(services: LangiumCoreServices, probe: Probe): TwinParser {
  const source = new GivenLexer(services.parser.Lexer);
  const parser = new TwinParser(services, source, probe);
  createParser(services.Grammar, parser, source.definition);
  parser.finalize();
  return parser;
}

function typesOf({ definition }: Lexer): TokenType[] {
  return Array.isArray(definition)
    ? definition.filter((type) => 'name' in type)
    : Object.values(definition).filter((type) => 'name' in type);
}

function faultOf(repair: Repair, text: string): RepairedFault {
  const { offset, length, message } = repair;
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { repair, offset, length, message, line, column: offset - before.lastIndexOf('\n') };
}
