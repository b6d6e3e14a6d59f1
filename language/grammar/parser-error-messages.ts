import type { IToken, TokenType } from 'chevrotain';
import { LangiumParserErrorMessageProvider } from 'langium';

/** Readable names of the grammar's terminals. */
const TERMINALS: Readonly<Record<string, string>> = {
  ID: 'a name',
  KEY: 'a property',
  NUMBER: 'a number',
  UNIT: 'a unit',
  STRING: 'a string in quotation marks',
  EOF: 'the end of the file',
};

/** Descriptions of grammar rules at which one of many tokens may follow. */
const RULES: Readonly<Record<string, string>> = {
  Primary: 'a value',
  Expression: 'a value',
  Not: 'a value',
  Comparison: 'a value',
  Sum: 'a value',
  Product: 'a value',
  Minus: 'a value',
  Clamped: 'a value',
  PropertyValue: 'a value',
  Item: 'a value',
  ListItem: 'a value',
  Argument: 'a value',
  Property: '`:` and a value, or `{`',
  PolicyMember: '`propose`, `observe`, `when`, `simulate`, `learn` or `accept`',
  Effect: '`crash`, `partition`, `drop`, `duplicate`, `delay`, `slow`, `byzantine`, or a property of the topology',
  Declaration: 'a declaration',
  Accept: '`when` or `within`',
  FaultEvent: '`at` or `from`',
  Name: 'a name',
  PropertyWord: 'a property',
  Word: 'a name',
  ExpressionName: 'a name',
};

/** Tokens after which an expression is a condition: a text only before that of an expectation. */
const BEFORE_CONDITIONS: ReadonlySet<string | undefined> = new Set(['when', 'and', 'or', 'not', 'STRING']);

/** Langium marks rule names with an invisible character, which distinguishes them from tokens. */
function ruleOf(name: string): string {
  return name.replace(/\W.*$/, '');
}

/** Up to this many alternatives are listed; beyond that, the description of the rule is clearer. */
const MAX_LISTED = 4;

function alternatives(paths: readonly TokenType[][][], ruleName: string): string {
  const known = RULES[ruleOf(ruleName)];
  if (known) return known;
  const first = new Set(
    paths.flatMap((alternative) => alternative.flatMap(([token]) => (token ? [describe(token)] : []))),
  );
  if (first.size === 0 || first.size > MAX_LISTED) return 'something else';
  const words = [...first];
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function describe(expected: TokenType): string {
  return TERMINALS[expected.name] ?? `\`${expected.name}\``;
}

/** The token found instead, for messages. */
export function describeFound(token: IToken): string {
  return token.tokenType.name === 'EOF' ? 'the end of the file' : `\`${token.image}\``;
}

/** Messages of the parser in the words of the language instead of the grammar's. */
export class TwinParserErrorMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage({
    expected,
    actual,
    ruleName,
  }: {
    expected: TokenType;
    actual: IToken;
    previous: IToken;
    ruleName: string;
  }): string {
    if (expected.name === 'EOF') return describeRedundant(actual);
    const inBlock = expected.name === '}';
    const wanted = inBlock ? `\`}\` or another ${nounOf(ruleName)}` : describe(expected);
    const hint = actual.image === 'extends' ? ' Only scenarios extend others.' : '';
    return `Expected ${wanted}, but found ${describeFound(actual)}.${hint}`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: IToken; ruleName: string }): string {
    return describeRedundant(firstRedundant);
  }

  override buildNoViableAltMessage({
    expectedPathsPerAlt,
    actual,
    previous,
    ruleName,
  }: {
    expectedPathsPerAlt: TokenType[][][];
    actual: IToken[];
    previous: IToken;
    customUserDescription: string;
    ruleName: string;
  }): string {
    const [found] = actual;
    const isCondition = ruleOf(ruleName) === 'Not' && BEFORE_CONDITIONS.has(previous.tokenType?.name);
    const wanted = isCondition ? 'a condition' : alternatives(expectedPathsPerAlt, ruleName);
    const isNext = found !== undefined && (found.tokenType.name === 'KEY' || found.image === '}');
    const hint = previous.image === ',' && isNext ? ' Properties are not separated by commas.' : '';
    return `Expected ${wanted}, but found ${found ? describeFound(found) : 'nothing'}.${hint}`;
  }

  override buildEarlyExitMessage({
    actual,
    ruleName,
  }: {
    expectedIterationPaths: TokenType[][];
    actual: IToken[];
    previous: IToken;
    customUserDescription: string;
    ruleName: string;
  }): string {
    const [found] = actual;
    return `Expected ${RULES[ruleOf(ruleName)] ?? 'more'}, but found ${found ? describeFound(found) : 'nothing'}.`;
  }
}

/** The message about a token that cannot begin anything that may follow. */
export function describeRedundant(token: IToken): string {
  return `Expected a declaration such as \`topology\` or \`scenario\`, but found ${describeFound(token)}.`;
}

function nounOf(ruleName: string): string {
  switch (ruleOf(ruleName)) {
    case 'PolicyDeclaration':
      return 'part of a policy';
    case 'Observe':
      return 'observation';
    case 'Rule':
      return 'assignment';
    case 'FaultsDeclaration':
      return 'fault';
    default:
      return 'property';
  }
}
