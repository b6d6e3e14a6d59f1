import { EmptyFileSystem, type LangiumDocument, URI } from 'langium';
import { fromProtocol, type LanguageDiagnostic } from '../documents/diagnostic.js';
import { createTwinServices, type TwinServices } from '../services.js';
import { itemsOf, landmarksOf } from './items.js';
import { layOut } from './layout.js';

export type FormatResult = { readonly text: string } | { readonly diagnostics: readonly LanguageDiagnostic[] };

/**
 * A scenario file with canonical white space: 4 spaces per level, one space where one belongs, at most one blank line.
 * Comments and line breaks stay. A text with syntax errors is not touched; they are returned instead.
 */
export async function formatText(
  text: string,
  services: TwinServices = createTwinServices(EmptyFileSystem).twin,
): Promise<FormatResult> {
  const uri = URI.parse('memory:///format.twin');
  const document = services.shared.workspace.LangiumDocumentFactory.fromString(text, uri);
  const { lexerErrors, parserErrors } = document.parseResult;
  if (lexerErrors.length + parserErrors.length > 0) return { diagnostics: await syntaxDiagnostics(document, services) };
  return { text: formatDocument(document, services) };
}

/** The same for a document that is parsed already and has no syntax errors. */
export function formatDocument(document: LangiumDocument, services: TwinServices): string {
  const original = document.textDocument.getText();
  const text = original.replaceAll('\r\n', '\n');
  const lexed = services.parser.Lexer.tokenize(text);
  const parsed = text === original ? document.parseResult : services.parser.LangiumParser.parse(text);
  const formatted = layOut(itemsOf(text, lexed.tokens, lexed.hidden), landmarksOf(parsed.value));
  // White space can turn a name into a unit. Such a text is left unchanged, because its meaning must not change.
  if (!sameWords(text, formatted, services)) return original;
  return original.includes('\r\n') ? formatted.replaceAll('\n', '\r\n') : formatted;
}

function sameWords(before: string, after: string, services: TwinServices): boolean {
  const words = (text: string) =>
    services.parser.Lexer.tokenize(text).tokens.map((token) => `${token.tokenType.name} ${token.image}`);
  const [a, b] = [words(before), words(after)];
  return a.length === b.length && a.every((word, index) => word === b[index]);
}

async function syntaxDiagnostics(document: LangiumDocument, services: TwinServices): Promise<LanguageDiagnostic[]> {
  const found = await services.validation.DocumentValidator.validateDocument(document, { categories: ['built-in'] });
  return found.map((diagnostic) => fromProtocol(diagnostic, document.uri.toString()));
}
