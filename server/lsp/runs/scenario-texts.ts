import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import type { Scenario } from '../../../engine/model/scenario.js';
import { Language, type LanguageDiagnostic, type LoadedFile, type Origins } from '../../../language/index.js';
import type { Refusal, ScenarioPlace } from '../../protocol/runs.js';
import { type OpenText, withOpenTexts } from '../workspace/open-texts.js';

/** A text with what it imports, and the language that read it. */
export interface ReadTexts {
  language: Language;
  loaded: LoadedFile;
}

export type LoweredText = { scenario: Scenario; origins: Origins } | { refusal: Refusal };

/** Reads texts as the editor has them at this moment, whatever its own services are busy with. */
export class ScenarioTexts {
  /** @param roots URIs of the folders outside which nothing is read; none: no such limit */
  constructor(
    private readonly openText: OpenText,
    private readonly roots: () => readonly string[],
  ) {}

  async read(uri: string): Promise<ReadTexts> {
    const language = new Language({
      files: withOpenTexts(NodeFileSystem.fileSystemProvider(), this.openText),
      roots: this.roots().map((folder) => URI.parse(folder)),
    });
    return { language, loaded: await language.load(URI.parse(uri)) };
  }

  async scenarios(uri: string): Promise<ScenarioPlace[]> {
    const { loaded } = await this.read(uri);
    return loaded.scenarios.map(({ name, range }) => ({ name, range }));
  }

  async lower(uri: string, scenario: string): Promise<LoweredText> {
    const { language, loaded } = await this.read(uri);
    const lowered = language.lower(loaded, scenario);
    if (lowered.ok) return { scenario: lowered.scenario, origins: lowered.origins };
    return { refusal: refusalOf(scenario, lowered.diagnostics) };
  }
}

function refusalOf(scenario: string, diagnostics: readonly LanguageDiagnostic[]): Refusal {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const file = first ? decodeURIComponent(first.uri.slice(first.uri.lastIndexOf('/') + 1)) : '';
  return {
    message: first
      ? `${scenario} was not run. ${file}, line ${first.range.start.line + 1}: ${first.message}${others}`
      : `${scenario} was not run, because it is not complete.`,
    place: first && { uri: first.uri, range: first.range },
    errors: errors.length,
  };
}
