import type { LangiumDocument, LangiumParser, Lexer, URI } from 'langium';
import { type File, isFile, isScenarioDeclaration, type Property, type ScenarioDeclaration } from '../generated/ast.js';
import { describeRedundant } from '../grammar/parser-error-messages.js';
import {
  beforeFaults,
  describeLexingError,
  describeParsingError,
  type SyntaxFinding,
} from '../validation/syntax-findings.js';
import type { LanguageDiagnostic } from './diagnostic.js';

/**
 * Settings of the command line (`topology.bandwidth.mean=2MB/s`) are properties of a scenario that extends the one that
 * is run. They are written as such, one line each, so that the language itself reads and checks them.
 */
export interface SettingsText {
  readonly uri: URI;
  readonly text: string;
  /** Line of the first setting. */
  readonly firstLine: number;
}

/** Name of the scenario that holds the settings; no scenario of a user can have it twice in one file. */
export const SETTINGS_SCENARIO = 'WithSettings_';

/** A setting as a property. The `=` becomes `:`, so that columns stay. */
function asProperty(setting: string): string {
  return setting.replace('=', ':');
}

/** A text beside `main` that extends its `scenario` with settings. No file can have its URI. */
export function settingsText(main: URI, scenario: string, settings: readonly string[]): SettingsText {
  const head = [`scenario ${SETTINGS_SCENARIO} extends ${scenario} {`];
  const text = [...head, ...settings.map(asProperty), '}', ''].join('\n');
  return { uri: main.with({ fragment: 'settings' }), text, firstLine: head.length };
}

/** The text that a diagnostic about a setting shows and points into. */
export function settingUri(index: number): string {
  return `setting:${index}`;
}

/** Errors in the form of settings that are found before they are read as properties. */
export function malformedSettings(settings: readonly string[]): LanguageDiagnostic[] {
  return settings.flatMap((setting, index) => {
    const problem = /[\r\n]/.test(setting)
      ? 'A setting must be on one line.'
      : /^\s*[A-Za-z_]\w*(\s*\.\s*[A-Za-z_]\w*)*\s*=\s*\S/.test(setting)
        ? undefined
        : `A setting reads \`path=value\`, such as \`topology.bandwidth.mean=2MB/s\`, but found \`${setting}\`.`;
    return problem ? [aboutSetting(index, setting, problem)] : [];
  });
}

function aboutSetting(
  index: number,
  setting: string,
  message: string,
  code: LanguageDiagnostic['code'] = 'syntax/unexpected',
  range: LanguageDiagnostic['range'] = {
    start: { line: 0, character: 0 },
    end: { line: 0, character: setting.length },
  },
): LanguageDiagnostic {
  return { code, severity: 'error', message, uri: settingUri(index), range, related: [], data: { code } };
}

/**
 * Every setting must be one property with its value. Each is parsed on its own, so that an error in one is not reported
 * in the next one or in the text around them.
 */
export function settingsMustBeProperties(
  settings: readonly string[],
  parser: LangiumParser,
  lexer: Lexer,
): LanguageDiagnostic[] {
  return settings.flatMap((setting, index) => {
    const text = asProperty(setting);
    const { lexerErrors, parserErrors } = parser.parse<Property>(text, { rule: 'Property' });
    const [unknown] = lexerErrors;
    if (unknown) return [inSetting(index, setting, describeLexingError(unknown, text))];
    const [error] = parserErrors;
    if (!error) return [];
    if (error.message === describeRedundant(error.token)) {
      const message = `A setting sets one property, but \`${setting}\` continues with \`${error.token.image}\`.`;
      return [
        inSetting(index, setting, { code: 'syntax/unexpected', message, range: rangeAt(error.token.startOffset) }),
      ];
    }
    const before = beforeFaults(lexer.tokenize(text).tokens);
    const finding = describeParsingError(error, before(error.token));
    const isBlock = error.token.image === '{' && text.slice(0, error.token.startOffset).trimEnd().endsWith(':');
    const hint = isBlock ? ' Set the properties of a block one by one, such as `--set topology.nodes=8`.' : '';
    return [inSetting(index, setting, { ...finding, message: finding.message + hint })];
  });
}

function rangeAt(character: number): LanguageDiagnostic['range'] {
  return { start: { line: 0, character }, end: { line: 0, character: character + 1 } };
}

/** An error in a setting, in the user's own notation and at the user's own position. */
function inSetting(index: number, setting: string, { code, message, range }: SyntaxFinding): LanguageDiagnostic {
  const within = ({ line, character }: { line: number; character: number }) => ({
    line: 0,
    character: line > 0 ? setting.length : Math.min(character, setting.length),
  });
  const afterSign = range.start.character === setting.indexOf('=');
  const told = message.replaceAll('the end of the file', 'the end of the setting');
  return aboutSetting(index, setting, afterSign ? told.replace('after `:`', 'after `=`') : told, code, {
    start: within(range.start),
    end: within(range.end),
  });
}

export function settingsScenario(document: LangiumDocument<File>): ScenarioDeclaration | undefined {
  const root = document.parseResult.value;
  return isFile(root) ? root.declarations.find(isScenarioDeclaration) : undefined;
}

/** Moves a diagnostic of the settings' file to the setting that it is about. */
export function relocated(
  diagnostic: LanguageDiagnostic,
  { firstLine }: SettingsText,
  count: number,
): LanguageDiagnostic {
  const index = Math.min(Math.max(diagnostic.range.start.line - firstLine, 0), count - 1);
  const place = ({ line, character }: { line: number; character: number }) => ({
    line: 0,
    character: line - firstLine === index ? character : 0,
  });
  const start = place(diagnostic.range.start);
  const end = place(diagnostic.range.end);
  return {
    ...diagnostic,
    uri: settingUri(index),
    range: { start, end: end.character > start.character ? end : start },
    data: { ...diagnostic.data, setting: index },
  };
}
