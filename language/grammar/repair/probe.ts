import type { IToken, TokenType } from 'chevrotain';
import { createParser, LangiumCompletionParser, type LangiumCoreServices, type Lexer, type LexerResult } from 'langium';
import { TwinParserErrorMessages } from '../parser-error-messages.js';
import { withParsing } from './overridden.js';

/** How far the parser gets. */
export interface ParseProgress {
  /** Index of the first token that is not allowed; the number of tokens if the text ends too early. */
  readonly index: number;
  /** The only type of token that is allowed there, if there is only one. */
  readonly expected: TokenType | undefined;
}

/** Determines how far a sequence of tokens parses. Builds no tree. */
export type Probe = (tokens: readonly IToken[]) => ParseProgress | undefined;

/** Remembers the expected token at a mismatch. */
class ExpectedToken extends TwinParserErrorMessages {
  expected: TokenType | undefined;

  override buildMismatchTokenMessage(options: {
    expected: TokenType;
    actual: IToken;
    previous: IToken;
    ruleName: string;
  }): string {
    this.expected = options.expected;
    return super.buildMismatchTokenMessage(options);
  }
}

/** A lexer that returns given tokens. */
class GivenTokens implements Lexer {
  tokens: readonly IToken[] = [];

  constructor(private readonly lexer: Lexer) {}

  get definition(): Lexer['definition'] {
    return this.lexer.definition;
  }

  tokenize(): LexerResult {
    return { tokens: [...this.tokens], hidden: [], errors: [] };
  }
}

/** A parser that builds no tree and only reports how far it gets. */
export class ProbingParser extends LangiumCompletionParser {
  /** Langium's completion parser does not stop at the end of a text: it expects another declaration. */
  private readonly another: readonly IToken[];

  constructor(
    services: LangiumCoreServices,
    private readonly given: GivenTokens,
    private readonly messages: ExpectedToken,
    lexer: Lexer,
  ) {
    super(services);
    this.another = lexer.tokenize('import ""').tokens;
  }

  /** Undefined if the parser accepts all tokens. */
  progress(tokens: readonly IToken[]): ParseProgress | undefined {
    this.messages.expected = undefined;
    this.given.tokens = [...tokens, ...this.another];
    this.parse('');
    const fault = this.wrapper.errors[0]?.token;
    if (!fault) return undefined;
    const index = tokens.indexOf(fault);
    return { index: index < 0 ? tokens.length : index, expected: this.messages.expected };
  }
}

export function createProbingParser(services: LangiumCoreServices): ProbingParser {
  const given = new GivenTokens(services.parser.Lexer);
  const messages = new ExpectedToken();
  const overridden = withParsing(services, {
    Lexer: given,
    ParserConfig: { ...services.parser.ParserConfig, recoveryEnabled: false },
    ParserErrorMessageProvider: messages,
  });
  const parser = new ProbingParser(overridden, given, messages, services.parser.Lexer);
  createParser(services.Grammar, parser, given.definition);
  parser.finalize();
  return parser;
}
