import { AstUtils, type LangiumDocument, type LangiumDocuments, type URI } from 'langium';
import { type Declaration, type File, type Import, isFile } from '../generated/ast.js';
import type { WorkspaceRoots } from './workspace-roots.js';

/** Which file imports which, among the documents that are loaded. */
export class ImportGraph {
  private readonly attached = new Map<string, URI>();

  constructor(
    private readonly documents: () => LangiumDocuments,
    private readonly roots: WorkspaceRoots,
  ) {}

  /** Where an import points to, whether or not there is such a file. Undefined for one without a path. */
  target(node: Import): URI | undefined {
    if (!node.path) return undefined;
    return this.roots.resolve(AstUtils.getDocument(node).uri, node.path);
  }

  /** The document that an import brings in, if it is loaded and may be read. */
  imported(node: Import): LangiumDocument | undefined {
    const uri = this.target(node);
    if (!uri || !this.roots.contains(uri)) return undefined;
    return this.documents().getDocument(uri);
  }

  /** Lets a text that is no file, and so can import none by a path, use all the names that the document `base` can. */
  attach(text: URI, base: URI): void {
    this.attached.set(text.toString(), base);
  }

  private base(document: LangiumDocument): LangiumDocument[] {
    const uri = this.attached.get(document.uri.toString());
    const base = uri && this.documents().getDocument(uri);
    return base ? [base] : [];
  }

  /** Every document that is loaded, imported or not. */
  loaded(): LangiumDocument[] {
    return this.documents().all.toArray();
  }

  /** The document itself and all that it imports, directly or not, nearest first. Cycles end where they close. */
  visible(document: LangiumDocument): LangiumDocument[] {
    const found = [document];
    const seen = new Set([document.uri.toString()]);
    // The list grows while it is walked: breadth first.
    for (let index = 0; index < found.length; index++) {
      const imported = importsOf(found[index]).map((node) => this.imported(node));
      for (const next of [...this.base(found[index]), ...imported]) {
        if (!next || seen.has(next.uri.toString())) continue;
        seen.add(next.uri.toString());
        found.push(next);
      }
    }
    return found;
  }

  /** Everything that is declared in a document and its imports, nearest first; one list per file. */
  declarationLists(document: LangiumDocument): (readonly Declaration[])[] {
    return this.visible(document).map((visible) => {
      const root = visible.parseResult.value;
      return isFile(root) ? root.declarations : [];
    });
  }

  declarations(document: LangiumDocument): Declaration[] {
    return this.declarationLists(document).flat();
  }

  /** The chain of files by which following `node` leads back to its own file; empty when it does not. */
  cycle(node: Import): LangiumDocument[] {
    const start = AstUtils.getDocument(node);
    const first = this.imported(node);
    if (!first) return [];
    const path = (at: LangiumDocument, seen: Set<string>): LangiumDocument[] | undefined => {
      if (at.uri.toString() === start.uri.toString()) return [at];
      if (seen.has(at.uri.toString())) return undefined;
      seen.add(at.uri.toString());
      for (const next of importsOf(at)) {
        const document = this.imported(next);
        const rest = document && path(document, seen);
        if (rest) return [at, ...rest];
      }
      return undefined;
    };
    return path(first, new Set()) ?? [];
  }
}

/** The imports of a document, whatever state it is in. */
export function importsOf(document: LangiumDocument): readonly Import[] {
  const root = document.parseResult.value;
  return isFile(root) ? (root as File).imports : [];
}
