import { type AstNode, Cancellation, DocumentState, type LangiumDocument, URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ImportGraph } from '../../../language/imports/import-graph.js';
import { fromProtocol, type LanguageDiagnostic } from '../../../language/index.js';

/** A text as somebody has read it. */
export interface ParsedText {
  root: AstNode | undefined;
  /** Of the text and of all that it imports. */
  diagnostics: readonly LanguageDiagnostic[];
  /** A place under the URI that the editor gave the text. */
  asGiven: <Located extends { uri: string }>(place: Located) => Located;
}

/** Whoever asks has another way to find out, ms. */
const TIMEOUT = 5000;

/**
 * A text with what it imports as the editor's own services have read it, which costs nothing; waits until they have. One
 * that is not open may not have been checked yet, so that nothing is said against it. Undefined if they know no such
 * text, or do not get round to it.
 */
export async function builtText(
  { workspace }: LangiumSharedServices,
  imports: ImportGraph,
  given: string,
): Promise<ParsedText | undefined> {
  const uri = URI.parse(given);
  const open = () => workspace.TextDocuments.get(given)?.getText();
  const timeout = new Cancellation.CancellationTokenSource();
  const timer = setTimeout(() => timeout.cancel(), TIMEOUT);
  try {
    await Promise.race([workspace.WorkspaceManager.ready, once(timeout.token)]);
    const state = open() === undefined ? DocumentState.IndexedReferences : DocumentState.Validated;
    await workspace.DocumentBuilder.waitUntil(state, uri, timeout.token);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
  const document = workspace.LangiumDocuments.getDocument(uri);
  if (!document || !isCurrent(document, open())) return undefined;
  return {
    root: document.parseResult.value,
    diagnostics: imports
      .visible(document)
      .flatMap((file) => (file.diagnostics ?? []).map((diagnostic) => fromProtocol(diagnostic, file.uri.toString()))),
    asGiven: (place) => place,
  };
}

function once(token: Cancellation.CancellationToken): Promise<void> {
  return new Promise((resolve) => token.onCancellationRequested(() => resolve()));
}

/** Whether what was read is the text that is open, where it is. */
function isCurrent({ parseResult }: LangiumDocument, open: string | undefined): boolean {
  return open === undefined || parseResult.value.$cstNode?.root.fullText === open;
}
