import { type Cancellation, DocumentState, type LangiumDocument, type URI } from 'langium';
import { readingOf } from '../../../language/grammar/sections/reading.js';
import { ImportingDocumentBuilder } from './importing-builder.js';

/** Builds only what has changed of a text that is being edited; what else there is to it stays as it was read. */
export class RereadingDocumentBuilder extends ImportingDocumentBuilder {
  private isEdit = false;

  override async update(changed: URI[], deleted: URI[], cancelToken?: Cancellation.CancellationToken): Promise<void> {
    // Where several files change at once, one may be imported by the other.
    this.isEdit = changed.length === 1 && deleted.length === 0;
    await super.update(changed, deleted, cancelToken);
  }

  override resetToState(document: LangiumDocument, state: DocumentState): void {
    if (!this.isEdit || state !== DocumentState.Changed || !this.hasNewText(document)) {
      super.resetToState(document, state);
      return;
    }
    // The parser says which names have to be looked up again.
    super.resetToState(document, DocumentState.Linked);
    this.indexManager.removeContent(document.uri);
    document.state = DocumentState.Changed;
  }

  private hasNewText({ uri, parseResult: { value } }: LangiumDocument): boolean {
    const text = this.textDocuments?.get(uri)?.getText();
    return text !== undefined && readingOf(value) !== undefined && value.$cstNode?.root.fullText !== text;
  }
}
