import {
  type AstNode,
  type Cancellation,
  DefaultLangiumDocumentFactory,
  type LangiumDocument,
  type LangiumSharedCoreServices,
  type ParseResult,
  type TextDocument,
  type URI,
} from 'langium';
import { readText } from '../../../language/documents/read-text.js';
import type { BoundedFiles } from '../../../language/imports/bounded-files.js';

/** There is no text at a URI: no file, one that is too large, or one that is not text. */
export class NoText extends Error {
  override name = 'NoText';
}

/** Makes documents from texts that are open, and from files that {@link readText} would read. */
export class BoundedDocumentFactory extends DefaultLangiumDocumentFactory {
  constructor(
    services: LangiumSharedCoreServices,
    private readonly files: BoundedFiles,
  ) {
    super(services);
  }

  /** @throws NoText */
  override async fromUri<T extends AstNode>(
    uri: URI,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<LangiumDocument<T>> {
    const text = this.textDocuments?.get(uri)?.getText() ?? (await this.textOnDisk(uri));
    return cancelToken ? this.fromString<T>(text, uri, cancelToken) : this.fromString<T>(text, uri);
  }

  /** @throws NoText */
  protected override async getUpdatedText(document: LangiumDocument, open: TextDocument | undefined): Promise<string> {
    return open ? open.getText() : this.textOnDisk(document.uri);
  }

  /** A document that is still to be read has the text that is open. */
  protected override createLangiumDocument<T extends AstNode>(
    parseResult: ParseResult<T>,
    uri: URI,
    textDocument?: TextDocument,
    text?: string,
  ): LangiumDocument<T> {
    const open = text === undefined ? (this.textDocuments?.get(uri) ?? textDocument) : textDocument;
    return super.createLangiumDocument(parseResult, uri, open, text);
  }

  private async textOnDisk(uri: URI): Promise<string> {
    const result = await readText(this.files, uri);
    if ('text' in result) return result.text;
    throw new NoText(result.message);
  }
}
