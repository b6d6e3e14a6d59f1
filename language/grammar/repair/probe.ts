import type { IToken, TokenType } from 'chevrotain';
import { createParser, LangiumCompletionParser, type LangiumCoreServices, type Lexer } from 'langium';
import { TwinParserErrorMessages } from '../parser-error-messages.js';
import { withParsing } from './overridden.js';

/** How far a parser gets. */
export interface Reached {
  /** The first token that cannot stand where it does; the number of tokens where the text ends too early. */
  readonly index: number;
  /** The one kind of token that could stand there, where there is one only. */
  readonly expected: TokenType | undefined;
}

/** Tells how far a sequence of tokens is a text of the language. Builds nothing. */
export type Probe = (tokens: readonly IToken[]) => Reached | undefined;

/** Remembers the token that was expected where another one stood. */
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
  /** The token at which the parser stops; undefined where it reads all of them. */
  firstFault(): IToken | undefined {
    return this.wrapper.errors[0]?.token;
  }
}

/** The parser is made when the first text is broken: most texts are not. */
export function createProbe(services: LangiumCoreServices): Probe {
  let parser: ProbingParser | undefined;
  let tokens: readonly IToken[] = [];
  // Langium's parser of unfinished texts does not know that one has ended: it goes on with another declaration.
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
