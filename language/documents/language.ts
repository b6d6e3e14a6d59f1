import { type FileSystemProvider, type LangiumDocument, URI, UriUtils } from 'langium';
import type { Scenario } from '../../engine/model/scenario.js';
import { type File, isFile, isScenarioDeclaration, type ScenarioDeclaration } from '../generated/ast.js';
import { importsOf } from '../imports/import-graph.js';
import type { Origins } from '../lowering/origin.js';
import { uriOf } from '../lowering/origin.js';
import { lowerScenario } from '../lowering/scenario.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import { createTwinServices, type TwinServices } from '../services.js';
import { toDiagnosticInfo } from '../validation/diagnostics.js';
import type { Finding } from '../validation/report.js';
import { whatCannotRun } from '../validation/rules/not-yet.js';
import { aboutFile, fromProtocol, hasErrors, inReadingOrder, type LanguageDiagnostic } from './diagnostic.js';
import { readText } from './read-text.js';

/** A scenario that a file declares. */
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
}

export type LoweringResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly origins: Origins }
  | { readonly ok: false; readonly diagnostics: readonly LanguageDiagnostic[] };

export interface LanguageOptions {
  readonly files: FileSystemProvider;
  /** Folders outside which nothing is read. */
  readonly roots: readonly URI[];
}

/** The language without an editor: loads files, says what is wrong with them, and lowers their scenarios. */
export class Language {
  readonly services: TwinServices;

  constructor(private readonly options: LanguageOptions) {
    const { twin } = createTwinServices({ fileSystemProvider: () => options.files });
    this.services = twin;
    twin.twin.WorkspaceRoots.set(options.roots);
  }

  /** Loads a file and its imports from disk. What cannot be read is a diagnostic, never an exception. */
  async load(uri: URI): Promise<LoadedFile> {
    const result = await readText(this.options.files, uri);
    if ('text' in result) return this.loadText(uri, result.text);
    const { code, message } = result;
    return {
      uri: uri.toString(),
      texts: new Map(),
      diagnostics: [aboutFile(code, message, uri.toString())],
      scenarios: [],
    };
  }

  /** The same for a text that is in memory, such as an unsaved one; its imports still come from disk. */
  async loadText(uri: URI, text: string): Promise<LoadedFile> {
    const { shared } = this.services;
    const documents = shared.workspace.LangiumDocuments;
    if (documents.hasDocument(uri)) await shared.workspace.DocumentBuilder.update([], [uri]);
    const document = shared.workspace.LangiumDocumentFactory.fromString<File>(text, uri);
    documents.addDocument(document);
    await this.loadImports(document);
    const visible = this.services.twin.ImportGraph.visible(document);
    await shared.workspace.DocumentBuilder.build(visible, { validation: true });
    return this.summary(document, visible);
  }

  private async loadImports(document: LangiumDocument): Promise<void> {
    const { LangiumDocuments, LangiumDocumentFactory } = this.services.shared.workspace;
    const { ImportGraph, WorkspaceRoots } = this.services.twin;
    for (const node of importsOf(document)) {
      const uri = ImportGraph.target(node);
      if (!uri || !WorkspaceRoots.contains(uri) || LangiumDocuments.hasDocument(uri)) continue;
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
    };
  }

  private scenariosIn(document: LangiumDocument): ScenarioDeclaration[] {
    const root = document.parseResult.value;
    return isFile(root) ? root.declarations.filter(isScenarioDeclaration) : [];
  }

  private describe(scenario: ScenarioDeclaration, document: LangiumDocument): ScenarioSummary {
    const documentation = this.services.documentation.DocumentationProvider.getDocumentation(scenario);
    const range = scenario.$cstNode?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    return { name: scenario.name, uri: document.uri.toString(), range, ...(documentation ? { documentation } : {}) };
  }

  /**
   * The scenario of that name of a loaded file as the engine takes it. Without a name the file must declare exactly one.
   * Refused while the file or one of its imports has errors, or when the scenario uses what cannot be simulated yet.
   */
  lower(loaded: LoadedFile, name?: string): LoweringResult {
    const errors = loaded.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
    if (errors.length > 0) return { ok: false, diagnostics: errors };
    const node = this.choose(loaded, name);
    if ('code' in node) return { ok: false, diagnostics: [node] };
    const findings = whatCannotRun(node);
    if (findings.length > 0) return { ok: false, diagnostics: findings.map(fromFinding) };
    const { DataFiles, Defaults } = this.services.twin;
    const lowered = lowerScenario(node, { files: DataFiles, defaults: Defaults }, (finding) => findings.push(finding));
    if (lowered) return { ok: true, scenario: lowered.scenario, origins: lowered.origins };
    const diagnostics = findings.map(fromFinding);
    if (hasErrors(diagnostics)) return { ok: false, diagnostics };
    return { ok: false, diagnostics: [aboutFile('property/missing', `\`${node.name}\` is not complete.`, loaded.uri)] };
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
