import type { Cancellation, LangiumDocument, ValidationOptions } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { TwinDocumentValidator } from '../validation/document-validator.js';

/** The command of the editor that opens the page of errors at a code. */
export const EXPLAIN_CODE = 'twinchain.explainCode';

/** Diagnostics whose code links to its entry on the page of errors. */
export class EditorDocumentValidator extends TwinDocumentValidator {
  override async validateDocument(
    document: LangiumDocument,
    options?: ValidationOptions,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<Diagnostic[]> {
    const diagnostics = await super.validateDocument(document, options, cancelToken);
    return diagnostics.map((diagnostic) => ({
      ...diagnostic,
      source: 'twinchain',
      codeDescription: { href: explanationOf(String(diagnostic.code ?? '')) },
    }));
  }
}

/** An address that works wherever the extension is installed: a command with the code as its argument. */
export function explanationOf(code: string): string {
  return `command:${EXPLAIN_CODE}?${encodeURIComponent(JSON.stringify([code]))}`;
}
