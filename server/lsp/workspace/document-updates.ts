import { type FileSystemProvider, URI } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import type { TextDocumentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Rebuilds changed documents. A failing build is logged: it must not end the process. */
export class DocumentUpdates extends DefaultDocumentUpdateHandler {
  private readonly files: FileSystemProvider;
  private readonly log: (message: string) => void;

  constructor(services: LangiumSharedServices) {
    super(services);
    this.files = services.workspace.FileSystemProvider;
    this.log = (message) => services.lsp.Connection?.console.error(message);
  }

  /** A closed text returns to the content of its file; without a file the document is removed. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    const uri = URI.parse(document.uri);
    const isFile = uri.scheme === 'file' && this.serviceRegistry.hasServices(uri) && this.files.existsSync(uri);
    if (isFile) this.fireDocumentUpdate([uri], []);
    else this.fireDocumentUpdate([], [uri]);
  }

  protected override fireDocumentUpdate(changed: URI[], deleted: URI[]): void {
    this.workspaceManager.ready
      .then(() => this.workspaceLock.write((token) => this.documentBuilder.update(changed, deleted, token)))
      .catch((error: unknown) => {
        this.log(`A change could not be followed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      });
  }
}
