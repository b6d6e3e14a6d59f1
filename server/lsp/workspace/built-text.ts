import { type AstNode, Cancellation, DocumentState, type LangiumDocument, URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ImportGraph } from '../../../language/imports/import-graph.js';
import { fromProtocol, type LanguageDiagnostic } from '../../../language/index.js';

/** A loaded text. */
export interface ParsedText {
  root: AstNode | undefined;
  /** The diagnostics of the text and of all files that it imports. */
  diagnostics: readonly LanguageDiagnostic[];
  /** A place under the URI that the editor gave the text. */
  asGiven: <Located extends { uri: string }>(place: Located) => Located;
}

/** After this wait the caller reads the text itself, ms. */
const TIMEOUT = 5000;

/**
 * A text with its imports as the editor services have already built it; waits until they have. A text that is not open
 * may not have been checked yet, and then has no diagnostics. Undefined if they do not know the text or take too long.
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

/** Whether the built text equals the open one, if it is open. */
function isCurrent({ parseResult }: LangiumDocument, open: string | undefined): boolean {
  return open === undefined || parseResult.value.$cstNode?.root.fullText === open;
}
