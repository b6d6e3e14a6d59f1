import { type Cancellation, DocumentState, type LangiumDocument, type URI } from 'langium';
import { readingOf } from '../../../language/grammar/sections/reading.js';
import { ImportingDocumentBuilder } from './importing-builder.js';

/** Rebuilds only the changed sections of an edited text and keeps the others. */
export class RereadingDocumentBuilder extends ImportingDocumentBuilder {
  private isEdit = false;

  override async update(changed: URI[], deleted: URI[], cancelToken?: Cancellation.CancellationToken): Promise<void> {
    // If several files change at once, one may import the other.
    this.isEdit = changed.length === 1 && deleted.length === 0;
    await super.update(changed, deleted, cancelToken);
  }

  override resetToState(document: LangiumDocument, state: DocumentState): void {
    if (!this.isEdit || state !== DocumentState.Changed || !this.hasNewText(document)) {
      super.resetToState(document, state);
      return;
    }
    // The parser knows which names must be resolved again.
    super.resetToState(document, DocumentState.Linked);
    this.indexManager.removeContent(document.uri);
    document.state = DocumentState.Changed;
  }

  private hasNewText({ uri, parseResult: { value } }: LangiumDocument): boolean {
    const text = this.textDocuments?.get(uri)?.getText();
    return text !== undefined && readingOf(value) !== undefined && value.$cstNode?.root.fullText !== text;
  }
}
