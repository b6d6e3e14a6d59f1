import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { type File, isFile, isScenarioDeclaration, type ScenarioDeclaration } from '../generated/ast.js';
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

/** Lines of a file beside `main` that extend `scenario` by settings. The `=` becomes `:`, so that columns stay. */
export function settingsText(main: URI, scenario: string, settings: readonly string[]): SettingsText {
  const lines = settings.map((setting) => setting.replace('=', ':'));
  const head = [`import "${UriUtils.basename(main)}"`, `scenario ${SETTINGS_SCENARIO} extends ${scenario} {`];
  const uri = UriUtils.joinPath(UriUtils.dirname(main), 'settings-of-the-command-line.twin');
  return { uri, text: [...head, ...lines, '}', ''].join('\n'), firstLine: head.length };
}

/** The text that a diagnostic about a setting shows and points into. */
export function settingUri(index: number): string {
  return `setting:${index}`;
}

/** What is wrong with the form of settings, before they are read as properties. */
export function malformedSettings(settings: readonly string[]): LanguageDiagnostic[] {
  return settings.flatMap((setting, index) => {
    const problem = /[\r\n]/.test(setting)
      ? 'A setting stands on one line.'
      : /^\s*[A-Za-z_][\w.]*\s*=\s*\S/.test(setting)
        ? undefined
        : `A setting reads \`path=value\`, such as \`topology.bandwidth.mean=2MB/s\`, but found \`${setting}\`.`;
    return problem ? [aboutSetting(index, setting, problem)] : [];
  });
}

function aboutSetting(index: number, setting: string, message: string): LanguageDiagnostic {
  const end = { line: 0, character: setting.length };
  return {
    code: 'syntax/unexpected',
    severity: 'error',
    message,
    uri: settingUri(index),
    range: { start: { line: 0, character: 0 }, end },
    related: [],
    data: { code: 'syntax/unexpected' },
  };
}

/** Every line must have become one property; braces in a value could otherwise end the scenario. */
export function settingsMustBeProperties(
  document: LangiumDocument<File>,
  { firstLine }: SettingsText,
  settings: readonly string[],
): LanguageDiagnostic[] {
  const scenario = settingsScenario(document);
  const alone = !breaksOut(document);
  const lines = (scenario?.properties ?? []).map((property) => property.$cstNode?.range.start.line);
  return settings.flatMap((setting, index) => {
    const isProperty = lines[index] === firstLine + index && scenario?.properties[index]?.block === false;
    const whole = alone && lines.length === settings.length && scenario?.expectations.length === 0;
    return isProperty && whole
      ? []
      : [aboutSetting(index, setting, `A setting is one property with its value, but \`${setting}\` is not.`)];
  });
}

/** Whether the settings made more than the one scenario that holds them. */
export function breaksOut(document: LangiumDocument<File>): boolean {
  const root = document.parseResult.value;
  return !isFile(root) || root.declarations.length !== 1 || root.imports.length !== 1;
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
