import { DefaultWorkspaceManager, DocumentState, type URI, type WorkspaceFolder } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/** Files that are read at a time; a user action waits for at most one of them. */
const BATCH = 20;

/**
 * Is ready at once for the open files and their imports, and reads the other files of the folders in the background, a
 * few at a time, whenever there is nothing else to do.
 */
export class BackgroundWorkspaceManager extends DefaultWorkspaceManager {
  private readonly langiumDocumentFactory;
  private reading: Promise<void> = Promise.resolve();
  private readonly log: (message: string) => void;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.langiumDocumentFactory = services.workspace.LangiumDocumentFactory;
    this.log = (message) => services.lsp.Connection?.console.error(message);
  }

  /** Resolved when every file of the folders has been read and checked. */
  get complete(): Promise<void> {
    return this.reading;
  }

  override async initialized(): Promise<void> {
    this._ready.resolve();
    this.reading = this.readAll(this.folders ?? []).catch((error: unknown) => {
      this.log(`The files of the workspace could not be read: ${error instanceof Error ? error.stack : error}`);
    });
  }

  private async readAll(folders: readonly WorkspaceFolder[]): Promise<void> {
    const found: URI[] = [];
    await Promise.all(folders.map((folder) => this.traverseFolder(this.getRootFolder(folder), found)));
    for (let start = 0; start < found.length; start += BATCH) {
      // Readers wait for writers; the writers are changes by the user.
      await this.mutex.read(() => {});
      await this.mutex.write((token) => {
        for (const uri of found.slice(start, start + BATCH))
          if (!this.langiumDocuments.hasDocument(uri)) this.addUnread(uri);
        // This and a user's change interrupt each other, so each builds everything that is unfinished.
        return this.documentBuilder.update([], [], token);
      });
    }
  }

  /** A document whose text is read when it is built. */
  private addUnread(uri: URI): void {
    const document = this.langiumDocumentFactory.fromModel({ $type: 'INVALID' }, uri);
    document.state = DocumentState.Changed;
    this.langiumDocuments.addDocument(document);
  }
}
