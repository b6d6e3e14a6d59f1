import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { URI } from 'langium';
import type { Expectation, Experiment } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { Language, LanguageDiagnostic, LoadedFile } from '../../language/index.js';
import { createNodeLanguage } from '../../language/node.js';
import { CommandFailure } from './command-failure.js';
import { EXIT } from './exit-codes.js';
import type { Problem, ProblemPlace } from './problem.js';
import { readingRoot, shownPath } from './workspace.js';

/** A scenario file with all its imports. */
export interface ScenarioFile {
  /** The problems of the file and its imports. */
  problems: readonly Problem[];
  /** Names of the scenarios that the file declares. */
  scenarios: readonly string[];
  /** Files that declare scenarios and that it imports itself, as a user would type them. */
  imported: readonly string[];
  /** Names of the experiments that the file declares. */
  experiments: readonly string[];
  /**
   * The scenario as the engine takes it, with properties changed by `path=value`.
   * If there is no scenario, the problems include errors.
   */
  lower(name: string, settings: readonly string[]): Promise<{ scenario?: Scenario; problems: readonly Problem[] }>;
  /** The expectations of a scenario, inherited ones first. */
  expectations(name: string): readonly PlacedExpectation[];
  /**
   * The experiment, every point spelled out, with properties of its scenario changed by `path=value`, and where its
   * expectations stand. Without one there are errors.
   */
  lowerExperiment(
    name: string,
    settings: readonly string[],
  ): Promise<LoweredExperiment | { experiment?: undefined; problems: readonly Problem[] }>;
}

/** An expectation, and its place as far as the text was read. */
export interface PlacedExpectation {
  expectation: Expectation;
  place: ProblemPlace | undefined;
}

/** An experiment, the place of each of its expectations as far as its text was read, and warnings about what it needs. */
export interface LoweredExperiment {
  experiment: Experiment;
  places: readonly (ProblemPlace | undefined)[];
  problems: readonly Problem[];
}

/** A language that has read nothing yet, and reads nothing outside of a folder. */
export type OpenLanguage = (root: string) => Language;

/**
 * Loads a file, and its imports inside the workspace.
 * @throws CommandFailure if the file itself cannot be read
 */
export async function openScenarioFile(
  path: string,
  workspace: string,
  openLanguage: OpenLanguage = createNodeLanguage,
): Promise<ScenarioFile> {
  const language = openLanguage(readingRoot(path, workspace));
  const loaded = await language.load(URI.parse(pathToFileURL(resolve(path)).href), path);
  const problems = loaded.diagnostics.map((diagnostic) => asProblem(diagnostic, loaded.texts));
  const [first] = loaded.diagnostics;
  // Nothing was loaded: the file does not exist, so the command line is wrong.
  if (first?.code === 'file/missing' && loaded.texts.size === 0) throw new CommandFailure(EXIT.usage, problems);
  return {
    problems,
    scenarios: loaded.scenarios.map(({ name }) => name),
    imported: loaded.imported.map((uri) => shownPath(fileURLToPath(uri))),
    experiments: loaded.experiments.map(({ name }) => name),
    lower: async (name, settings) => {
      const lowered = await language.lowerWith(loaded, name, settings);
      const texts = withSettings(loaded.texts, settings);
      if (lowered.ok)
        return { scenario: lowered.scenario, problems: lowered.warnings.map((warning) => asProblem(warning, texts)) };
      return { problems: lowered.diagnostics.map((diagnostic) => asProblem(diagnostic, texts)) };
    },
    expectations: (name) =>
      language.expectations(loaded, name).map(({ expectation, place }) => ({
        expectation,
        place: placeOf(place.uri, place.range, loaded.texts),
      })),
    lowerExperiment: async (name, settings) => {
      const lowered = await language.lowerExperimentWith(loaded, name, settings);
      const texts = withSettings(loaded.texts, settings);
      if (!lowered.ok) return { problems: lowered.diagnostics.map((diagnostic) => asProblem(diagnostic, texts)) };
      const places = lowered.places.map(({ uri, range }) => placeOf(uri, range, texts));
      const problems = lowered.warnings.map((warning) => asProblem(warning, texts));
      return { experiment: lowered.experiment, places, problems };
    },
  };
}

/** Texts by URI; a setting of the command line counts as a file of one line. */
type Texts = LoadedFile['texts'];

/** The language calls the settings of the command line by these URIs, counted from 0. */
const SETTING = /^setting:(\d+)$/;

function withSettings(texts: Texts, settings: readonly string[]): Texts {
  return new Map([...texts, ...settings.map((setting, index) => [`setting:${index}`, setting] as const)]);
}

const SUGGESTION = / (Did you mean [^?]*\?)$/;

/** A diagnostic in the command line's form: suggestions go below the place. */
export function asProblem(diagnostic: LanguageDiagnostic, texts: Texts): Problem {
  const { code, severity, message, uri, range, related } = diagnostic;
  const [suggestion, hint] = SUGGESTION.exec(message) ?? [];
  return {
    severity,
    code,
    message: suggestion === undefined ? message : message.slice(0, -suggestion.length),
    hint,
    place: placeOf(uri, range, texts),
    related: related.flatMap((other) => {
      const place = placeOf(other.uri, other.range, texts);
      return place ? [{ message: other.message, place }] : [];
    }),
  };
}

/** Caches the lines of texts, so that one with many problems is split once. */
const linesOfTexts = new WeakMap<Texts, Map<string, readonly string[]>>();

function linesOf(texts: Texts, uri: string): readonly string[] | undefined {
  const text = texts.get(uri);
  if (text === undefined) return undefined;
  const known = linesOfTexts.get(texts) ?? new Map<string, readonly string[]>();
  linesOfTexts.set(texts, known);
  const lines = known.get(uri) ?? text.split(/\r\n|\n|\r/);
  known.set(uri, lines);
  return lines;
}

/** Columns kept on either side of a place; no terminal shows more. */
const KEPT = 200;

/** Undefined if the text was not read, such as for a file as a whole. */
function placeOf(uri: string, { start, end }: LanguageDiagnostic['range'], texts: Texts): ProblemPlace | undefined {
  const line = linesOf(texts, uri)?.[start.line];
  if (line === undefined) return undefined;
  const length = (end.line === start.line ? end.character : line.length) - start.character;
  const setting = SETTING.exec(uri);
  const from = Math.max(0, start.character - KEPT);
  return {
    file: setting ? '--set' : shownPath(fileURLToPath(uri)),
    line: setting ? Number(setting[1]) + 1 : start.line + 1,
    column: start.character + 1,
    length: Math.max(1, length),
    source: line.slice(from, start.character + Math.min(length, KEPT) + KEPT),
    ...(from > 0 ? { sourceColumn: from + 1 } : {}),
  };
}
