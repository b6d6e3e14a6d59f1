import { Cancellation, DocumentState, type LangiumDocument, URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ImportGraph } from '../../../language/imports/import-graph.js';
import { fromProtocol } from '../../../language/index.js';
import type { ParsedText } from '../experiments/expecting-text.js';

/** Whoever asks has another way to find out, ms. */
const PATIENCE = 5000;

/**
 * A text with what it imports as the editor's own services have read it, which costs nothing; waits until they have.
 * Undefined where they know no such text, or do not get round to it.
 */
export async function builtText(
  { workspace }: LangiumSharedServices,
  imports: ImportGraph,
  given: string,
): Promise<ParsedText | undefined> {
  const uri = URI.parse(given);
  if (!workspace.LangiumDocuments.hasDocument(uri)) return undefined;
  const patience = new Cancellation.CancellationTokenSource();
  const timer = setTimeout(() => patience.cancel(), PATIENCE);
  try {
    await workspace.DocumentBuilder.waitUntil(DocumentState.Validated, uri, patience.token);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
  const document = workspace.LangiumDocuments.getDocument(uri);
  if (!document || !isCurrent(document, workspace.TextDocuments.get(given)?.getText())) return undefined;
  return {
    root: document.parseResult.value,
    diagnostics: imports
      .visible(document)
      .flatMap((file) => (file.diagnostics ?? []).map((diagnostic) => fromProtocol(diagnostic, file.uri.toString()))),
    asGiven: (place) => place,
  };
}

/** Whether what was read is the text that is open, where it is. */
function isCurrent({ parseResult }: LangiumDocument, open: string | undefined): boolean {
  return open === undefined || parseResult.value.$cstNode?.root.fullText === open;
}
