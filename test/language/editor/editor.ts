import { type LangiumDocument, URI } from 'langium';
import type { CompletionItem, CompletionList, Diagnostic, Position, TextEdit } from 'vscode-languageserver-types';
import type { LastResult } from '../../../language/editor/code-lenses.js';
import { createEditorLanguage, type EditorServices } from '../../../language/editor/editor-module.js';
import { MemoryFiles, uriIn, WORKSPACE } from '../memory-files.js';

/** Marks the cursor in a text. */
const CURSOR = '<|>';

/** The language as an editor sees it, on files in memory. */
export class Editor {
  readonly services: EditorServices;
  private readonly files: MemoryFiles;

  private constructor(files: Readonly<Record<string, string>>, lastResult?: LastResult) {
    this.files = new MemoryFiles(files);
    const { twin } = createEditorLanguage(
      { fileSystemProvider: () => this.files },
      lastResult ? { editor: { LastResult: () => lastResult } } : {},
    );
    twin.twin.WorkspaceRoots.set([WORKSPACE]);
    this.services = twin;
  }

  /** An editor with these files in its workspace, all of them loaded. */
  static async on(files: Readonly<Record<string, string>> = {}, lastResult?: LastResult): Promise<Editor> {
    const editor = new Editor(files, lastResult);
    await editor.readAll(files);
    return editor;
  }

  /** Closes all texts and loads other files: to make an editor takes far longer than to use it. */
  async moveTo(files: Readonly<Record<string, string>> = {}): Promise<void> {
    const { LangiumDocuments, DocumentBuilder } = this.services.shared.workspace;
    const open = LangiumDocuments.all.map(({ uri }) => uri).toArray();
    this.files.replace(files);
    await DocumentBuilder.update([], open);
    await this.readAll(files);
  }

  private async readAll(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) if (path.endsWith('.twin')) await this.open(text, path);
  }

  /** Opens a text or replaces an open one. `path` is relative to the folder, or a whole URI. */
  async open(text: string, path = 'main.twin'): Promise<LangiumDocument> {
    const uri = path.includes(':') ? URI.parse(path) : uriIn(path);
    const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = this.services.shared.workspace;
    if (LangiumDocuments.hasDocument(uri)) await DocumentBuilder.update([], [uri]);
    const document = LangiumDocumentFactory.fromString(text, uri);
    LangiumDocuments.addDocument(document);
    await DocumentBuilder.build(LangiumDocuments.all.toArray(), { validation: true });
    return document;
  }

  /** Opens a text with one cursor in it. */
  async openAt(
    marked: string,
    path?: string,
  ): Promise<{ document: LangiumDocument; position: Position; textDocument: { uri: string } }> {
    const offset = marked.indexOf(CURSOR);
    const document = await this.open(marked.slice(0, offset) + marked.slice(offset + CURSOR.length), path);
    return {
      document,
      position: document.textDocument.positionAt(offset),
      textDocument: { uri: document.uri.toString() },
    };
  }

  /** Completions at the cursor, in the order in which they are offered. */
  async complete(marked: string, path?: string): Promise<CompletionItem[]> {
    const { document, ...params } = await this.openAt(marked, path);
    const list = (await this.services.lsp.CompletionProvider?.getCompletion(document, params)) as CompletionList;
    return [...list.items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  }

  async labels(marked: string, path?: string): Promise<string[]> {
    return (await this.complete(marked, path)).map(({ label }) => label);
  }

  /** Markdown of the hover at the cursor, without its pictures; empty if there is no hover. */
  async hover(marked: string, path?: string): Promise<string> {
    return (await this.hoverWithPictures(marked, path)).replace(/\(data:[^)]*\)/g, '(…)');
  }

  async hoverWithPictures(marked: string, path?: string): Promise<string> {
    const { document, ...params } = await this.openAt(marked, path);
    const hover = await this.services.lsp.HoverProvider?.getHoverContent(document, params);
    const contents = hover?.contents;
    return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
  }
}

/** Applies edits that do not overlap. */
export function applied(text: string, document: LangiumDocument, edits: readonly TextEdit[]): string {
  const { textDocument } = document;
  return [...edits]
    .map(({ range, newText }) => ({
      start: textDocument.offsetAt(range.start),
      end: textDocument.offsetAt(range.end),
      newText,
    }))
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

export function codesOf(document: LangiumDocument): string[] {
  return (document.diagnostics ?? []).map((diagnostic: Diagnostic) => String(diagnostic.code));
}
