import type { IToken, TokenType } from 'chevrotain';
import { createParser, LangiumCompletionParser, type LangiumCoreServices, type Lexer } from 'langium';
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

class ProbingParser extends LangiumCompletionParser {
  /** The token at which the parser stops; undefined if it accepts all of them. */
  firstFault(): IToken | undefined {
    return this.wrapper.errors[0]?.token;
  }
}

/** The parser is created at the first syntax error: most texts have none. */
export function createProbe(services: LangiumCoreServices): Probe {
  let parser: ProbingParser | undefined;
  let tokens: readonly IToken[] = [];
  // Langium's completion parser does not stop at the end of a text: it expects another declaration.
  let another: readonly IToken[] = [];
  const messages = new ExpectedToken();
  const lexer: Lexer = {
    get definition() {
      return services.parser.Lexer.definition;
    },
    tokenize: () => ({ tokens: [...tokens, ...another], hidden: [], errors: [] }),
  };
  const make = () => {
    const made = new ProbingParser(
      withParsing(services, {
        Lexer: lexer,
        ParserConfig: { ...services.parser.ParserConfig, recoveryEnabled: false },
        ParserErrorMessageProvider: messages,
      }),
    );
    createParser(services.Grammar, made, lexer.definition);
    made.finalize();
    return made;
  };
  return (given) => {
    parser ??= make();
    tokens = given;
    if (another.length === 0) another = services.parser.Lexer.tokenize('import ""').tokens;
    messages.expected = undefined;
    parser.parse('');
    const fault = parser.firstFault();
    if (!fault) return undefined;
    const index = tokens.indexOf(fault);
    return { index: index < 0 ? tokens.length : index, expected: messages.expected };
  };
}
