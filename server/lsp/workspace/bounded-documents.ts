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
import { TwinParser } from '../../../language/grammar/parser.js';
import type { BoundedFiles } from '../../../language/imports/bounded-files.js';

/** There is no readable text at a URI: the file is missing, too large or not text. */
export class NoText extends Error {
  override name = 'NoText';
}

/**
 * Makes documents from texts that are open, and from files that {@link readText} would read. A text that was
 * parsed before is parsed incrementally.
 */
export class BoundedDocumentFactory extends DefaultLangiumDocumentFactory {
  private updated: LangiumDocument | undefined;

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

  override async update<T extends AstNode>(
    document: LangiumDocument<T>,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<LangiumDocument<T>> {
    // Changes are processed one after another.
    this.updated = document;
    try {
      return await super.update<T>(document, cancelToken);
    } finally {
      this.updated = undefined;
    }
  }

  protected override async parseAsync<T extends AstNode>(
    uri: URI,
    text: string,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<ParseResult<T>> {
    const { LangiumParser } = this.serviceRegistry.getServices(uri).parser;
    if (this.updated?.uri.toString() !== uri.toString() || !(LangiumParser instanceof TwinParser))
      return super.parseAsync<T>(uri, text, cancelToken);
    return LangiumParser.parseAgain<T>(this.updated.parseResult.value, text);
  }

  /** A document that is not read yet gets the open text. */
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
