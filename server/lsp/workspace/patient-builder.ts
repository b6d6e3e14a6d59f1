import { type BuildOptions, Cancellation, type LangiumDocument, OperationCancelled } from 'langium';
import { ImportingDocumentBuilder } from './importing-builder.js';

/** Texts up to this length are read again at once, characters. */
const SHORT = 20_000;
/** How long nobody must have typed before a long text is read again, ms. */
const PAUSE = 60;

/**
 * Waits for a pause in the typing before it reads a long text again: reading takes longer than the next key, and would
 * hold up completion, which looks at the text as it is. What depends on the new text waits until it has been read.
 */
export class PatientDocumentBuilder extends ImportingDocumentBuilder {
  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    cancelToken: Cancellation.CancellationToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    if (documents.some(({ textDocument }) => textDocument.getText().length > SHORT)) await pause(cancelToken);
    await super.buildDocuments(documents, options, cancelToken);
  }
}

/** @throws OperationCancelled as soon as something newer is to be built */
function pause(cancelToken: Cancellation.CancellationToken): Promise<void> {
  return new Promise((resolve, reject) => {
    if (cancelToken.isCancellationRequested) {
      reject(OperationCancelled);
      return;
    }
    const timer = setTimeout(() => {
      listener.dispose();
      resolve();
    }, PAUSE);
    const listener = cancelToken.onCancellationRequested(() => {
      clearTimeout(timer);
      listener.dispose();
      reject(OperationCancelled);
    });
  });
}
