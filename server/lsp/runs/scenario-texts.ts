import * as l10n from '@vscode/l10n';
import { URI, UriUtils } from 'langium';
import type { Expectation, Experiment } from '../../../engine/model/experiment.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import {
  Language,
  type LanguageDiagnostic,
  type LoadedFile,
  type Origins,
  type Place,
} from '../../../language/index.js';
import { followSymbolicLinks, NodeFiles } from '../../../language/node.js';
import type { Refusal, ScenarioPlace, TextPlace } from '../../protocol/runs.js';
import { type OpenText, withOpenTexts } from '../workspace/open-texts.js';

const EXTENSION = '.twin';

/** A text with its imports, and the language that loaded it. */
export interface ReadTexts {
  language: Language;
  loaded: LoadedFile;
}

export type LoweredText = { scenario: Scenario; origins: Origins; expectations: Expectation[] } | { refusal: Refusal };

/** An experiment, and the place of each of its expectations. */
export type LoweredExperimentText = { experiment: Experiment; places: readonly Place[] } | { refusal: Refusal };

/** Reads texts as the editor has them at this moment, whatever its own services are busy with. */
export class ScenarioTexts {
  /** @param roots URIs of the folders outside which nothing is read; none: no such limit */
  constructor(
    private readonly openText: OpenText,
    private readonly roots: () => readonly string[],
  ) {}

  async read(uri: string): Promise<ReadTexts> {
    const given = URI.parse(uri);
    const known = withExtension(given);
    const language = new Language({
      files: withOpenTexts(new NodeFiles(), (file) =>
        this.openText(file.toString() === known.toString() ? given : file),
      ),
      roots: this.roots().map((folder) => URI.parse(folder)),
      followLinks: followSymbolicLinks,
    });
    return { language, loaded: await language.load(known) };
  }

  async scenarios(uri: string): Promise<ScenarioPlace[]> {
    const { loaded } = await this.read(uri);
    return loaded.scenarios.map(({ name, range }) => ({ name, range }));
  }

  async experiments(uri: string): Promise<ScenarioPlace[]> {
    const { loaded } = await this.read(uri);
    return loaded.experiments.map(({ name, range }) => ({ name, range }));
  }

  async lower(uri: string, scenario: string): Promise<LoweredText> {
    const { language, loaded } = await this.read(uri);
    const lowered = language.lower(loaded, scenario);
    const asGiven = placesOf(uri, loaded);
    if (!lowered.ok) return { refusal: refusalOf(scenario, lowered.diagnostics.map(asGiven)) };
    const origins = Object.entries(lowered.origins).map(([path, origin]) => [path, asGiven(origin)]);
    const expectations = language.expectations(loaded, scenario).map(({ expectation }) => expectation);
    return { scenario: lowered.scenario, origins: Object.fromEntries(origins), expectations };
  }

  /**
   * Where something that is expected of a scenario stands now, known by its sentence; the scenario where that is gone,
   * null if the scenario is gone as well.
   */
  async expectationPlace(uri: string, scenario: string, sentence: string | undefined): Promise<TextPlace | null> {
    const { language, loaded } = await this.read(uri);
    const found = language.expectations(loaded, scenario).find(({ expectation }) => expectation.text === sentence);
    if (found) return placesOf(uri, loaded)(found.place);
    const declared = loaded.scenarios.find(({ name }) => name === scenario);
    return declared ? { uri, range: { start: declared.range.start, end: declared.range.start } } : null;
  }

  async lowerExperiment(uri: string, experiment: string): Promise<LoweredExperimentText> {
    const { language, loaded } = await this.read(uri);
    const lowered = language.lowerExperiment(loaded, experiment);
    const asGiven = placesOf(uri, loaded);
    if (!lowered.ok) return { refusal: refusalOf(experiment, lowered.diagnostics.map(asGiven)) };
    return { experiment: lowered.experiment, places: lowered.places.map(asGiven) };
  }
}

/** Places in a text, under the URI that the editor gave it. */
export function placesOf(
  uri: string,
  loaded: LoadedFile,
): <Located extends { uri: string }>(place: Located) => Located {
  return (place) => (place.uri === loaded.uri ? { ...place, uri } : place);
}

/** Without an editor the language is decided by the file extension, which a text that was never saved may lack. */
function withExtension(uri: URI): URI {
  return uri.path.endsWith(EXTENSION) ? uri : uri.with({ path: `${uri.path}${EXTENSION}` });
}

/** Why a scenario or experiment of a text cannot be run. */
export function refusalOf(scenario: string, diagnostics: readonly LanguageDiagnostic[]): Refusal {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return {
    message: first
      ? l10n.t('{0} was not run. {1}', scenario, errorText(errors))
      : l10n.t('{0} was not run, because it is not complete.', scenario),
    place: first && { uri: first.uri, range: first.range },
    errors: errors.length,
  };
}

/** The first of some errors and where it is, and how many there are: `a.twin, line 7: … (and 2 more)`. */
export function errorText([first, ...others]: readonly LanguageDiagnostic[]): string {
  const file = UriUtils.basename(URI.parse(first.uri));
  const text = l10n.t('{0}, line {1}: {2}', file, first.range.start.line + 1, first.message);
  return others.length > 0 ? l10n.t('{0} (and {1} more)', text, others.length) : text;
}
