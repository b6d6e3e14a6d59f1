import type { TokenType } from 'chevrotain';
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
import { type RepairedFault, withUnfinishedPaths } from './habits.js';
import { mend } from './repair/mend.js';
import { withParsing } from './repair/overridden.js';
import { createProbe, type Probe } from './repair/probe.js';
import type { Edit, Repair, TokenTypes } from './repair/repair.js';

/** The lexer as the parser sees it: with unfinished paths left out, or with the tokens of a text that was mended. */
class MendedLexer implements Lexer {
  mended: LexerResult | undefined;
  readonly types: TokenTypes;

  constructor(private readonly lexer: Lexer) {
    this.types = Object.fromEntries(typesOf(lexer).map((type) => [type.name, type]));
  }

  get definition(): Lexer['definition'] {
    return this.lexer.definition;
  }

  tokenize(text: string): LexerResult {
    const { mended } = this;
    if (mended) return { ...mended, hidden: [...mended.hidden] };
    const lexed = this.lexer.tokenize(text);
    return { ...lexed, ...withUnfinishedPaths(lexed, this.types.ID) };
  }
}

/**
 * Reads a text; one that does not parse is mended first, so that what follows a fault is read as it was meant. Its
 * repairs are faults of form, beside what the lexer found.
 */
export class TwinParser extends LangiumParser {
  private readonly probe: Probe;

  constructor(
    services: LangiumCoreServices,
    private readonly source: MendedLexer,
  ) {
    super(withParsing(services, { Lexer: source }));
    this.probe = createProbe(services);
  }

  missingBraces(text: string): readonly Edit[] {
    const { repairs } = mend(this.source.tokenize(text).tokens, this.probe, this.source.types);
    return repairs.flatMap(({ code, edits }) => (code === 'syntax/missing-brace' ? edits : []));
  }

  override parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const parsed = super.parse<T>(input, options);
    if (parsed.parserErrors.length === 0 || options?.rule !== undefined) return parsed;
    const lexed = this.source.tokenize(input);
    const { tokens, repairs } = mend(lexed.tokens, this.probe, this.source.types);
    if (repairs.length === 0) return parsed;
    const errors = [...lexed.errors, ...repairs.map((repair) => faultOf(repair, input))];
    this.source.mended = { ...lexed, tokens: [...tokens], errors };
    try {
      return super.parse<T>(input, options);
    } finally {
      this.source.mended = undefined;
    }
  }
}

/** Braces that a text lacks, where and as the parser reads it with them. None where the services have another parser. */
export function missingBraces(parser: LangiumParser, text: string): readonly Edit[] {
  return parser instanceof TwinParser ? parser.missingBraces(text) : [];
}

export function createTwinParser(services: LangiumCoreServices): TwinParser {
  const source = new MendedLexer(services.parser.Lexer);
  const parser = new TwinParser(services, source);
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
