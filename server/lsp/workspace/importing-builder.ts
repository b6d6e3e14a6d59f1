import {
  type BuildOptions,
  Cancellation,
  DocumentState,
  type FileSystemProvider,
  type LangiumDocument,
  type URI,
  UriUtils,
  type WorkspaceLock,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { readText, SCENARIO_EXTENSION } from '../../../language/documents/read-text.js';
import { type ImportGraph, importsOf } from '../../../language/imports/import-graph.js';
import type { WorkspaceRoots } from '../../../language/imports/workspace-roots.js';
import { BackgroundWorkspaceManager } from './background-workspace.js';
import { IsolatingDocumentBuilder } from './isolating-builder.js';

/** Services for finding imported files; created when the first file is built. */
export interface ImportPlaces {
  imports: ImportGraph;
  roots: WorkspaceRoots;
}

/**
 * Builds documents together with all their imports, open ones first. An editor loads the files
 * of its folders by itself, but not those beside a file that was opened alone.
 */
export class ImportingDocumentBuilder extends IsolatingDocumentBuilder {
  private readonly files: FileSystemProvider;
  private readonly lock: WorkspaceLock;
  private change: { uris: ReadonlySet<string>; importers: ReadonlySet<string> } | undefined;

  constructor(
    services: LangiumSharedServices,
    private readonly places: () => ImportPlaces,
  ) {
    super(services);
    this.files = services.workspace.FileSystemProvider;
    this.lock = services.workspace.WorkspaceLock;
  }

  /** An open text exists, whatever happens to its file and folders. */
  override async update(
    changed: URI[],
    deleted: URI[],
    cancelToken: Cancellation.CancellationToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    const stays = this.langiumDocuments.all
      .map(({ uri }) => uri)
      .filter(
        (uri) => this.textDocuments?.get(uri) !== undefined && deleted.some((gone) => UriUtils.contains(gone, uri)),
      )
      .toArray();
    await super.update([...changed, ...stays], deleted, cancelToken);
  }

  /** Requests about the whole workspace wait until all of it has been read and built. */
  protected override async awaitBuilderState(
    state: DocumentState,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<void> {
    const manager = this.workspaceManager();
    if (manager instanceof BackgroundWorkspaceManager) await manager.complete;
    await this.lock.read(() => {});
    await super.awaitBuilderState(state, cancelToken);
  }

  /**
   * A text that was just opened has no document yet. A text that was changed while another change was processed still
   * counts as checked, although its previous version was checked. A text that was opened during a build lags behind the
   * state of the others.
   */
  protected override async awaitDocumentState(
    state: DocumentState,
    uri: URI,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<URI> {
    const document = this.langiumDocuments.getDocument(uri);
    const isBehind = document
      ? (document.state < state && this.currentState >= state) ||
        (document.state >= state && !this.readNewestText(document))
      : this.textDocuments?.get(uri);
    if (isBehind) await this.newestTextRead(uri);
    return super.awaitDocumentState(state, uri, cancelToken);
  }

  /** Resolved when the newest text has been read and names can be looked up in it; at the latest when nothing is left to do. */
  private async newestTextRead(uri: URI): Promise<void> {
    const listener: { dispose?: () => void } = {};
    const read = new Promise<void>((resolve) => {
      listener.dispose = this.onDocumentPhase(DocumentState.ComputedScopes, (document) => {
        if (UriUtils.equals(document.uri, uri) && this.readNewestText(document)) resolve();
      }).dispose;
    });
    await Promise.race([read, this.lock.read(() => {})]);
    listener.dispose?.();
  }

  private readNewestText({ uri, parseResult, textDocument }: LangiumDocument): boolean {
    const newest = this.textDocuments?.get(uri) ?? textDocument;
    return parseResult.value.$cstNode?.root.fullText === newest.getText();
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    const waiting = new Set(documents);
    const open = documents.filter((document) => this.textDocuments?.get(document.uri));
    try {
      for (const group of [open, documents]) {
        const all = await this.withImports(
          group.filter((document) => waiting.has(document)),
          waiting,
          { options, cancelToken },
        );
        for (const document of all) waiting.delete(document);
        if (all.length > 0) await super.buildDocuments(all, options, cancelToken);
        if (waiting.size > 0) this.currentState = DocumentState.Changed;
      }
    } catch (error) {
      // An interrupted document may be behind the phase that was reported last.
      this.currentState = DocumentState.Changed;
      throw error;
    }
  }

  /** Documents with their imports that still have to be built or loaded, each parsed. */
  private async withImports(
    documents: readonly LangiumDocument[],
    waiting: ReadonlySet<LangiumDocument>,
    { options, cancelToken }: { options: BuildOptions; cancelToken: Cancellation.CancellationToken },
  ): Promise<LangiumDocument[]> {
    const all = new Set(documents);
    this.prepareBuild([...all], options);
    // The set grows while it is walked: what an imported file imports is loaded as well.
    for (const document of all) {
      await this.runCancelable([document], DocumentState.Parsed, cancelToken, (parsed) =>
        this.langiumDocumentFactory.update(parsed, cancelToken),
      );
      for (const imported of this.importedBy(document)) if (waiting.has(imported)) all.add(imported);
      for (const loaded of await this.loadImports(document)) all.add(loaded);
    }
    return [...all];
  }

  private importedBy(document: LangiumDocument): LangiumDocument[] {
    const { imports } = this.places();
    return importsOf(document).flatMap((node) => imports.imported(node) ?? []);
  }

  /**
   * A document must be linked again if something that it imports has changed or was created. Unresolved references give
   * no clue, because most words of a text are not references.
   */
  protected override shouldRelink(document: LangiumDocument, changedUris: Set<string>): boolean {
    // Called for each document in turn, with the same changes.
    if (this.change?.uris !== changedUris)
      this.change = { uris: changedUris, importers: this.places().imports.importers(changedUris) };
    return this.change.importers.has(document.uri.toString());
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
    if (loaded.length > 0) imports.forget();
    return loaded;
  }

  /** Undefined for a file that is not a scenario; the rules about imports report that. */
  private async textOf(uri: URI): Promise<string | undefined> {
    if (!uri.path.endsWith(SCENARIO_EXTENSION)) return undefined;
    const open = this.textDocuments?.get(uri);
    if (open) return open.getText();
    const result = await readText(this.files, uri);
    return 'text' in result ? result.text : undefined;
  }
}
