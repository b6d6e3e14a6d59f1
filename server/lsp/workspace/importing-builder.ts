import {
  type BuildOptions,
  Cancellation,
  DefaultDocumentBuilder,
  DocumentState,
  type FileSystemProvider,
  type LangiumDocument,
  type URI,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { readText, SCENARIO_EXTENSION } from '../../../language/documents/read-text.js';
import { type ImportGraph, importsOf } from '../../../language/imports/import-graph.js';
import type { WorkspaceRoots } from '../../../language/imports/workspace-roots.js';

/** What finding imported files takes; asked for when the first file is built. */
export interface ImportPlaces {
  imports: ImportGraph;
  roots: WorkspaceRoots;
}

/**
 * Builds documents together with all that they import. An editor loads the files of its folders by itself, but not
 * those beside a file that was opened alone.
 */
export class ImportingDocumentBuilder extends DefaultDocumentBuilder {
  private readonly files: FileSystemProvider;

  constructor(
    services: LangiumSharedServices,
    private readonly places: () => ImportPlaces,
  ) {
    super(services);
    this.files = services.workspace.FileSystemProvider;
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    this.prepareBuild(documents, options);
    await this.runCancelable(documents, DocumentState.Parsed, cancelToken, (document) =>
      this.langiumDocumentFactory.update(document, cancelToken),
    );
    // The list grows while it is walked: what an imported file imports is loaded as well.
    const all = [...documents];
    for (let index = 0; index < all.length; index++) all.push(...(await this.loadImports(all[index])));
    await super.buildDocuments(all, options, cancelToken);
  }

  /**
   * A document has to be looked at again when something that it imports has changed, or has come to be. Most of its
   * words are no names and refer to nothing, so that nothing can be told from what could not be resolved.
   */
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    const { imports } = this.places();
    return imports
      .visible(document)
      .flatMap((visible) => [...importsOf(visible)])
      .some((node) => changedUris.has(imports.target(node)?.toString() ?? ''));
  }

  private async loadImports(document: LangiumDocument): Promise<LangiumDocument[]> {
    const { imports, roots } = this.places();
    const loaded: LangiumDocument[] = [];
    for (const node of importsOf(document)) {
      const uri = imports.target(node);
      if (!uri || !roots.contains(uri) || this.langiumDocuments.hasDocument(uri)) continue;
      const text = await this.textOf(uri);
      if (text === undefined || this.langiumDocuments.hasDocument(uri)) continue;
      const imported = this.langiumDocumentFactory.fromString(text, uri);
      this.langiumDocuments.addDocument(imported);
      loaded.push(imported);
    }
    return loaded;
  }

  /** Undefined for what is no scenario text; the rules about imports say so. */
  private async textOf(uri: URI): Promise<string | undefined> {
    if (!uri.path.endsWith(SCENARIO_EXTENSION)) return undefined;
    const open = this.textDocuments?.get(uri);
    if (open) return open.getText();
    const result = await readText(this.files, uri);
    return 'text' in result ? result.text : undefined;
  }
}
