import { type LangiumDocument, URI, UriUtils } from 'langium';
import type { Expectation, Experiment } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { expectationsOf, lowerExpectation, lowerExperiment } from '../experiments/lower-experiment.js';
import { scenarioOf } from '../experiments/points.js';
import {
  type Expectation as ExpectationNode,
  type ExperimentDeclaration,
  type File,
  isExperimentDeclaration,
  isFile,
  isScenarioDeclaration,
  type ScenarioDeclaration,
} from '../generated/ast.js';
import type { BoundedFiles } from '../imports/bounded-files.js';
import { importsOf } from '../imports/import-graph.js';
import type { Origins } from '../lowering/origin.js';
import { rangeOf, uriOf } from '../lowering/origin.js';
import { lowerScenario } from '../lowering/scenario.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import { createTwinServices, type TwinServices } from '../services.js';
import { toDiagnosticInfo } from '../validation/diagnostics.js';
import type { Finding, Report } from '../validation/report.js';
import { whatCannotRun } from '../validation/rules/not-yet.js';
import { aboutFile, fromProtocol, inReadingOrder, type LanguageDiagnostic } from './diagnostic.js';
import { aboutNeeds } from './needs.js';
import { readText, SCENARIO_EXTENSION } from './read-text.js';
import { malformedSettings, relocated, settingsMustBeProperties, settingsScenario, settingsText } from './settings.js';

/** A scenario or an experiment that a file declares. */
export interface ScenarioSummary {
  readonly name: string;
  readonly uri: string;
  readonly range: LanguageDiagnostic['range'];
  /** Its documentation comment, without the comment marks. */
  readonly documentation?: string;
}

/** A file with everything that it imports. */
export interface LoadedFile {
  readonly uri: string;
  /** Texts by URI of the file and its imports, for showing lines. */
  readonly texts: ReadonlyMap<string, string>;
  /** Of the file and its imports, in reading order, the file's own first. */
  readonly diagnostics: readonly LanguageDiagnostic[];
  /** Scenarios that the file itself declares, in order. */
  readonly scenarios: readonly ScenarioSummary[];
  /** Experiments that the file itself declares, in order. */
  readonly experiments: readonly ScenarioSummary[];
  /** URIs of the files that it imports, directly or not, and that declare scenarios. */
  readonly imported: readonly string[];
}

/** A place in a text. */
export interface Place {
  readonly uri: string;
  readonly range: LanguageDiagnostic['range'];
}

/** An expectation, and its place in the text. */
export interface PlacedExpectation {
  readonly expectation: Expectation;
  readonly place: Place;
}

export type ExperimentResult =
  | {
      readonly ok: true;
      readonly experiment: Experiment;
      /** Places of the experiment's expectations, in order. */
      readonly places: readonly Place[];
      /** Warnings and remarks about it and about everything that it uses. */
      readonly warnings: readonly LanguageDiagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly LanguageDiagnostic[] };

export type LoweringResult =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      readonly origins: Origins;
      readonly warnings: readonly LanguageDiagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly LanguageDiagnostic[] };

export interface LanguageOptions {
  readonly files: BoundedFiles;
  /** Folders outside which nothing is read. */
  readonly roots: readonly URI[];
  /** The real path of a file, symbolic links resolved. */
  readonly followLinks?: (uri: URI) => URI;
}

/** The language without an editor: loads files, reports their errors, and lowers their scenarios. */
export class Language {
  readonly services: TwinServices;

  constructor(private readonly options: LanguageOptions) {
    const { twin } = createTwinServices({ fileSystemProvider: () => options.files });
    this.services = twin;
    twin.twin.WorkspaceRoots.set(options.roots);
    if (options.followLinks) twin.twin.WorkspaceRoots.followLinksBy(options.followLinks);
  }

  /**
   * Loads a file and its imports from disk. A file that cannot be read gives a diagnostic, never an exception.
   * @param name how messages about the whole file refer to it; absent: its file name
   */
  async load(uri: URI, name?: string): Promise<LoadedFile> {
    const result = await readText(this.options.files, uri, { name, pipes: true });
    if ('text' in result) return this.loadText(uri, result.text);
    const { code, message } = result;
    return {
      uri: uri.toString(),
      texts: new Map(),
      diagnostics: [aboutFile(code, message, uri.toString())],
      scenarios: [],
      experiments: [],
      imported: [],
    };
  }

  /** As `load`, for a text in memory, such as an unsaved one. Its imports still come from disk. */
  async loadText(uri: URI, text: string): Promise<LoadedFile> {
    const document = await this.build(uri, text);
    return this.summary(document, this.services.twin.ImportGraph.visible(document));
  }

  private async build(uri: URI, text: string): Promise<LangiumDocument<File>> {
    const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = this.services.shared.workspace;
    if (LangiumDocuments.hasDocument(uri)) await DocumentBuilder.update([], [uri]);
    const document = LangiumDocumentFactory.fromString<File>(text, uri);
    LangiumDocuments.addDocument(document);
    await this.loadImports(document);
    this.services.twin.ImportGraph.forget();
    await DocumentBuilder.build([...this.services.twin.ImportGraph.visible(document)], { validation: true });
    return document;
  }

  private async loadImports(document: LangiumDocument): Promise<void> {
    const { LangiumDocuments, LangiumDocumentFactory } = this.services.shared.workspace;
    const { ImportGraph, WorkspaceRoots } = this.services.twin;
    for (const node of importsOf(document)) {
      const uri = ImportGraph.target(node);
      if (!uri || !WorkspaceRoots.contains(uri) || LangiumDocuments.hasDocument(uri)) continue;
      if (!uri.path.endsWith(SCENARIO_EXTENSION)) continue;
      const result = await readText(this.options.files, uri);
      if (!('text' in result)) continue;
      const imported = LangiumDocumentFactory.fromString<File>(result.text, uri);
      LangiumDocuments.addDocument(imported);
      await this.loadImports(imported);
    }
  }

  private summary(document: LangiumDocument<File>, visible: readonly LangiumDocument[]): LoadedFile {
    const diagnostics = visible.flatMap((file) =>
      inReadingOrder((file.diagnostics ?? []).map((diagnostic) => fromProtocol(diagnostic, file.uri.toString()))),
    );
    return {
      uri: document.uri.toString(),
      texts: new Map(visible.map((file) => [file.uri.toString(), file.textDocument.getText()])),
      diagnostics,
      scenarios: this.scenariosIn(document).map((scenario) => this.describe(scenario, document)),
      experiments: this.experimentsIn(document).map((experiment) => this.describe(experiment, document)),
      imported: visible
        .filter((file) => file !== document && this.scenariosIn(file).length > 0)
        .map((file) => file.uri.toString()),
    };
  }

  private experimentsIn(document: LangiumDocument): ExperimentDeclaration[] {
    const root = document.parseResult.value;
    return isFile(root) ? root.declarations.filter(isExperimentDeclaration) : [];
  }

  private scenariosIn(document: LangiumDocument): ScenarioDeclaration[] {
    const root = document.parseResult.value;
    return isFile(root) ? root.declarations.filter(isScenarioDeclaration) : [];
  }

  private describe(scenario: ScenarioDeclaration | ExperimentDeclaration, document: LangiumDocument): ScenarioSummary {
    const documentation = this.services.documentation.DocumentationProvider.getDocumentation(scenario);
    const range = scenario.$cstNode?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return { name: scenario.name, uri: document.uri.toString(), range, ...(documentation ? { documentation } : {}) };
  }

  /**
   * Lowers the scenario of that name of a loaded file to the form of the engine. Without a name the file must declare
   * exactly one. Refused if the scenario, or anything that it uses, has errors or cannot be simulated yet. Other errors
   * in the file or its imports do not matter.
   */
  lower(loaded: LoadedFile, name?: string): LoweringResult {
    const node = this.choose(loaded, name);
    if ('code' in node) {
      // Report syntax errors, because they may have hidden the scenario.
      const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
      return { ok: false, diagnostics: errors.length > 0 ? errors : [node] };
    }
    const found = this.about(node, loaded);
    const errors = found.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return { ok: false, diagnostics: errors };
    const lowered = this.lowerNode(node, node.name);
    return lowered.ok ? { ...lowered, warnings: found } : lowered;
  }

  /** The findings about a file and its imports that concern one declaration. */
  private about(node: ScenarioDeclaration | ExperimentDeclaration, { diagnostics, uri }: LoadedFile) {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
    return document ? aboutNeeds(node, diagnostics, this.services.twin.ImportGraph.visible(document)) : [];
  }

  /**
   * As `lower`, with settings such as `topology.bandwidth.mean=2MB/s`. They are read and checked like properties of a
   * scenario that extends this one. Diagnostics about a setting have the URI `setting:<index>` and count columns in it.
   */
  async lowerWith(loaded: LoadedFile, name: string | undefined, settings: readonly string[]): Promise<LoweringResult> {
    const base = this.lower(loaded, name);
    if (!base.ok || settings.length === 0) return base;
    const read = await this.readSettings(loaded, base.scenario.name, settings);
    if ('errors' in read) return { ok: false, diagnostics: read.errors };
    const result = this.lowerNode(read.node, base.scenario.name);
    if (!result.ok) return { ok: false, diagnostics: read.located(result.diagnostics) };
    return { ...result, warnings: [...base.warnings, ...read.warnings] };
  }

  /** Reads settings as properties of a scenario that extends another one of the file or its imports. */
  private async readSettings(
    loaded: LoadedFile,
    scenario: string,
    settings: readonly string[],
  ): Promise<ReadSettings | { errors: readonly LanguageDiagnostic[] }> {
    const { LangiumParser, Lexer } = this.services.parser;
    const malformed = malformedSettings(settings);
    const misshapen = malformed.length > 0 ? malformed : settingsMustBeProperties(settings, LangiumParser, Lexer);
    if (misshapen.length > 0) return { errors: misshapen };
    const main = URI.parse(loaded.uri);
    const written = settingsText(main, scenario, settings);
    this.services.twin.ImportGraph.attach(written.uri, main);
    const document = await this.build(written.uri, written.text);
    const own = (document.diagnostics ?? []).map((diagnostic) => fromProtocol(diagnostic, written.uri.toString()));
    const located = (found: readonly LanguageDiagnostic[]) =>
      inReadingOrder(found).map((diagnostic) =>
        diagnostic.uri === written.uri.toString() ? relocated(diagnostic, written, settings.length) : diagnostic,
      );
    const errors = own.filter((diagnostic) => diagnostic.severity === 'error');
    const node = settingsScenario(document);
    if (errors.length > 0 || !node) return { errors: located(errors) };
    return { node, located, warnings: located(own.filter((diagnostic) => diagnostic.severity === 'warning')) };
  }

  /**
   * Lowers the experiment of that name of a loaded file, with every point spelled out. Refused like a scenario, and if
   * one of its points cannot be run.
   */
  lowerExperiment(loaded: LoadedFile, name: string): ExperimentResult {
    const found = this.experimentNamed(loaded, name);
    return 'errors' in found
      ? { ok: false, diagnostics: found.errors }
      : this.lowerExperimentNode(found.node, loaded.uri, found.warnings);
  }

  /**
   * As `lowerExperiment`, with settings for its scenario, or for each of those that it varies. Diagnostics as in {@link
   * lowerWith}.
   */
  async lowerExperimentWith(loaded: LoadedFile, name: string, settings: readonly string[]): Promise<ExperimentResult> {
    const found = this.experimentNamed(loaded, name);
    if ('errors' in found) return { ok: false, diagnostics: found.errors };
    const scenario = settings.length > 0 ? scenarioOf(found.node) : undefined;
    if (!scenario) return this.lowerExperimentNode(found.node, loaded.uri, found.warnings);
    const read = await this.readSettings(loaded, scenario.name, settings);
    if ('errors' in read) return { ok: false, diagnostics: read.errors };
    const result = this.lowerExperimentNode(found.node, loaded.uri, found.warnings, read.node);
    if (!result.ok) return { ok: false, diagnostics: read.located(result.diagnostics) };
    return { ...result, warnings: [...result.warnings, ...read.warnings] };
  }

  /** An experiment with the warnings about what it uses, or the errors that prevent it from running. */
  private experimentNamed(
    loaded: LoadedFile,
    name: string,
  ):
    | { node: ExperimentDeclaration; warnings: readonly LanguageDiagnostic[] }
    | { errors: readonly LanguageDiagnostic[] } {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(loaded.uri));
    const node = document && this.experimentsIn(document).find((experiment) => experiment.name === name);
    if (!node) {
      const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
      const message = `There is no experiment \`${name}\` in this file.`;
      return { errors: errors.length > 0 ? errors : [aboutFile('scenario/none', message, loaded.uri)] };
    }
    const found = this.about(node, loaded);
    const errors = found.filter(({ severity }) => severity === 'error');
    return errors.length > 0 ? { errors } : { node, warnings: found };
  }

  private lowerExperimentNode(
    node: ExperimentDeclaration,
    uri: string,
    warnings: readonly LanguageDiagnostic[],
    changes?: ScenarioDeclaration,
  ): ExperimentResult {
    const { DataFiles, Defaults, ImportGraph } = this.services.twin;
    const findings: Finding[] = [];
    const lowered = lowerExperiment(
      node,
      { files: DataFiles, defaults: Defaults, declared: ImportGraph.declaredAround },
      (finding) => findings.push(finding),
      changes,
    );
    if (lowered)
      return { ok: true, experiment: lowered.experiment, places: lowered.expectationNodes.map(placeOf), warnings };
    const diagnostics = findings.map(fromFinding).filter((diagnostic) => diagnostic.severity === 'error');
    if (diagnostics.length > 0) return { ok: false, diagnostics };
    return { ok: false, diagnostics: [aboutFile('property/missing', `\`${node.name}\` is not complete.`, uri)] };
  }

  /** The expectations of a scenario, inherited ones first; empty while it, or anything that it uses, has errors. */
  expectations(loaded: LoadedFile, name: string): PlacedExpectation[] {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(loaded.uri));
    const node = document && this.scenariosIn(document).find((scenario) => scenario.name === name);
    if (!node || this.about(node, loaded).some(({ severity }) => severity === 'error')) return [];
    return expectationsOf(node).flatMap((expectation) =>
      lowerExpectation(expectation).map((lowered) => ({ expectation: lowered, place: placeOf(expectation) })),
    );
  }

  private lowerNode(node: ScenarioDeclaration, name: string): LoweringResult {
    const findings = whatCannotRun(node);
    if (findings.length > 0) return { ok: false, diagnostics: findings.map(fromFinding) };
    const { DataFiles, Defaults, ImportGraph } = this.services.twin;
    const report: Report = (finding) => findings.push(finding);
    const lowered = lowerScenario(
      node,
      { files: DataFiles, defaults: Defaults, declared: ImportGraph.declaredAround },
      report,
    );
    if (lowered) return { ok: true, scenario: { ...lowered.scenario, name }, origins: lowered.origins, warnings: [] };
    const diagnostics = findings.map(fromFinding).filter((diagnostic) => diagnostic.severity === 'error');
    if (diagnostics.length > 0) return { ok: false, diagnostics };
    return { ok: false, diagnostics: [aboutFile('property/missing', `\`${name}\` is not complete.`, uriOf(node))] };
  }

  private choose(loaded: LoadedFile, name: string | undefined): ScenarioDeclaration | LanguageDiagnostic {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(loaded.uri));
    const scenarios = document ? this.scenariosIn(document) : [];
    const names = scenarios.map((scenario) => scenario.name);
    const file = UriUtils.basename(URI.parse(loaded.uri));
    const problem = (message: string) => aboutFile('scenario/none', message, loaded.uri);
    if (scenarios.length === 0) return problem(`"${file}" declares no scenario to run.`);
    if (name === undefined)
      return scenarios.length === 1
        ? scenarios[0]
        : problem(`"${file}" declares several scenarios; name one of ${anyOf(names)}.`);
    const found = scenarios.find((scenario) => scenario.name === name);
    if (found) return found;
    return problem(
      `"${file}" declares no scenario \`${name}\`.${didYouMean(nearest(name, names)) || ` It declares ${anyOf(names)}.`}`,
    );
  }
}

/** Settings of the command line, as a scenario that extends the scenario that they change. */
interface ReadSettings {
  node: ScenarioDeclaration;
  warnings: readonly LanguageDiagnostic[];
  /** Findings in reading order. Those about a setting are at their place in the user's text. */
  located: (found: readonly LanguageDiagnostic[]) => LanguageDiagnostic[];
}

function placeOf(node: ExpectationNode): Place {
  return { uri: uriOf(node), range: rangeOf(node) };
}

function fromFinding(finding: Finding): LanguageDiagnostic {
  const { severity, message, info } = toDiagnosticInfo(finding);
  return {
    code: finding.code,
    severity: severity === 'hint' ? 'info' : severity,
    message,
    uri: uriOf(finding.node),
    range: info.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    related: (info.relatedInformation ?? []).map(({ location, message: text }) => ({
      uri: location.uri,
      range: location.range,
      message: text,
    })),
    data: { code: finding.code, ...(info.data as object | undefined) },
  };
}
