import {
  Cancellation,
  DefaultDocumentBuilder,
  DocumentState,
  isOperationCancelled,
  type LangiumDocument,
  type MaybePromise,
} from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Code } from '../../../language/validation/codes.js';
import { NoText } from './bounded-documents.js';

const CODE = 'internal/reading' satisfies Code;

/**
 * Isolates documents from each other during a build: one without a text leaves the workspace, and one on which our code
 * fails gets a diagnostic that says so. All others are built as usual.
 */
export class IsolatingDocumentBuilder extends DefaultDocumentBuilder {
  /** The error of our own code, until the text changes. */
  private readonly failures = new WeakMap<LangiumDocument, unknown>();

  protected override async runCancelable(
    documents: LangiumDocument[],
    targetState: DocumentState,
    cancelToken: Cancellation.CancellationToken,
    callback: (document: LangiumDocument) => MaybePromise<unknown>,
  ): Promise<void> {
    const step = async (document: LangiumDocument): Promise<void> => {
      if (targetState === DocumentState.Parsed) this.failures.delete(document);
      try {
        if (!this.failures.has(document)) await callback(document);
      } catch (error) {
        if (isOperationCancelled(error)) throw error;
        if (error instanceof NoText) this.leave(document);
        else this.failures.set(document, error);
      }
      if (targetState !== DocumentState.Validated || !this.failures.has(document)) return;
      document.diagnostics = [failureOf(this.failures.get(document))];
      this.markAsCompleted(document);
    };
    const present = documents.filter((document) => this.isPresent(document));
    await super.runCancelable(present, targetState, cancelToken, step);
  }

  /**
   * Notifies waiting requests of a document's phase even if a newer build was requested meanwhile. A finished document
   * is not built again, so its diagnostics would otherwise never be sent.
   */
  protected override notifyDocumentPhase(document: LangiumDocument, state: DocumentState): Promise<void> {
    return super.notifyDocumentPhase(document, state, Cancellation.CancellationToken.None);
  }

  /** Whether a document is still part of the workspace since the build began. */
  private isPresent(document: LangiumDocument): boolean {
    return this.langiumDocuments.getDocument(document.uri) === document;
  }

  private leave(document: LangiumDocument): void {
    this.langiumDocuments.deleteDocument(document.uri);
    this.cleanUpDeleted(document);
  }
}

function failureOf(error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  const start = { line: 0, character: 0 };
  return {
    code: CODE,
    severity: 1,
    source: 'twinchain',
    message: `This file could not be checked (${reason}). This is a bug in Twinchain, not in the file; please report it.`,
    range: { start, end: start },
    data: { code: CODE },
  };
}
