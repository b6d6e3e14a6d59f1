// The interface of the language for other programs: the entry point `twinchain/language`. Its types are plain data of
// its own, so that users need none of the packages that the language is built on.
import { dirname, resolve } from 'node:path';
import { URI } from 'langium';
import type { Experiment } from '../engine/model/experiment.js';
import type { Scenario } from '../engine/model/scenario.js';
import type { LanguageDiagnostic } from './documents/diagnostic.js';
import { formatText } from './formatting/format.js';
import { createNodeLanguage } from './node.js';

/** A problem in a text. */
export interface Problem {
  severity: 'error' | 'warning' | 'info';
  /** Stable; `docs/errors.md` explains each. */
  code: string;
  message: string;
  /** Path of the file. */
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

/** A scenario file with everything that it imports. */
export interface ScenarioFile {
  /** Of the file and its imports, in reading order. */
  problems: Problem[];
  /** Names that the file itself declares, in order. */
  scenarios: string[];
  experiments: string[];
  /**
   * A scenario in the form of the engine, with every default spelled out.
   * @param settings changed properties, as `path=value`
   * @throws Error that lists the problems
   */
  scenario(name: string, settings?: readonly string[]): Promise<Scenario>;
  /** An experiment with every point spelled out. @throws Error that lists the problems */
  experiment(name: string, settings?: readonly string[]): Promise<Experiment>;
}

/**
 * Reads a `.twin` file. Errors in the file are listed in its problems and never thrown.
 * @param root folder outside which nothing is imported; absent: the file's own folder
 */
export async function readScenarioFile(path: string, root: string = dirname(resolve(path))): Promise<ScenarioFile> {
  const language = createNodeLanguage(root);
  const loaded = await language.load(URI.file(resolve(path)), path);
  return {
    problems: loaded.diagnostics.map(problemOf),
    scenarios: loaded.scenarios.map(({ name }) => name),
    experiments: loaded.experiments.map(({ name }) => name),
    scenario: async (name, settings = []) => {
      const lowered = await language.lowerWith(loaded, name, settings);
      if (!lowered.ok) throw failure(lowered.diagnostics);
      return lowered.scenario;
    },
    experiment: async (name, settings = []) => {
      const lowered = await language.lowerExperimentWith(loaded, name, settings);
      if (!lowered.ok) throw failure(lowered.diagnostics);
      return lowered.experiment;
    },
  };
}

/** A text in the canonical layout. @throws Error if it has syntax errors */
export async function formatScenarios(text: string): Promise<string> {
  const formatted = await formatText(text);
  if ('diagnostics' in formatted) throw failure(formatted.diagnostics);
  return formatted.text;
}

function problemOf({ severity, code, message, uri, range }: LanguageDiagnostic): Problem {
  return {
    severity,
    code,
    message,
    file: uri.startsWith('file:') ? URI.parse(uri).fsPath : uri,
    line: range.start.line + 1,
    column: range.start.character + 1,
  };
}

function failure(diagnostics: readonly LanguageDiagnostic[]): Error {
  const lines = diagnostics
    .map(problemOf)
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  return new Error(lines.join('\n'));
}
