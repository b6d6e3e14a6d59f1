import { type AstNode, AstUtils, type LangiumDocument, type LangiumDocuments, type URI } from 'langium';
import { type Declaration, type File, type Import, isFile } from '../generated/ast.js';
import { Components } from './components.js';
import type { WorkspaceRoots } from './workspace-roots.js';

/** Cycles of up to this many files are described file by file. */
const MAX_LISTED_FILES = 8;
/** At most this many files are searched to describe a cycle. */
const MAX_SEARCHED = 200;

/**
 * In a cycle of more files than this, all files share one list of visible files: a list for each would take too long.
 */
const LONG_CYCLE = 100;

/** Longer lists of imported files are not cached: one for each file of a long chain would fill the memory. */
const MAX_REMEMBERED = 2000;

/** Caches about the current documents, which every name of every file needs. */
interface Known {
  readonly direct: Map<LangiumDocument, readonly LangiumDocument[]>;
  readonly visible: Map<LangiumDocument, readonly LangiumDocument[]>;
  readonly visibleInLongCycle: Map<number, Visible>;
  readonly lacking: Map<LangiumDocument, boolean>;
  readonly allowed: Map<string, boolean>;
  readonly components: Components<LangiumDocument>;
}

/** What all files of a long cycle see: the same files and therefore the same declarations. */
interface Visible {
  readonly documents: readonly LangiumDocument[];
  readonly declarations: readonly Declaration[];
  /** Whether an import of one of them is unresolved. */
  readonly lacksImports: boolean;
}

/** The path by which an import leads back to its own file. */
export type ImportCycle =
  | { readonly kind: 'files'; readonly files: readonly LangiumDocument[] }
  /** Through too many files to list. */
  | { readonly kind: 'long' };

/** Which file imports which, among the documents that are loaded. */
export class ImportGraph {
  private readonly attached = new Map<string, URI>();
  /** The targets of a file's imports, cached until its text changes. */
  private readonly targets = new WeakMap<File, readonly string[]>();
  private known = this.nothingKnown();
  private lists = 0;

  constructor(
    private readonly documents: () => LangiumDocuments,
    private readonly roots: WorkspaceRoots,
  ) {}

  /** Counts uses of the list of all declarations; a caller that uses it depends on it. */
  get timesListed(): number {
    return this.lists;
  }

  /** To be called when a document was added, removed or changed. */
  forget(): void {
    this.known = this.nothingKnown();
  }

  /** The target of an import, whether or not the file exists. Undefined for an import without a path. */
  target(node: Import): URI | undefined {
    if (!node.path) return undefined;
    return this.roots.resolve(AstUtils.getDocument(node).uri, node.path);
  }

  /** The imported document, if it is loaded and may be read. */
  imported(node: Import): LangiumDocument | undefined {
    const uri = this.target(node);
    return uri && this.isAllowed(uri) ? this.documents().getDocument(uri) : undefined;
  }

  /**
   * Lets a text that is not a file, and therefore cannot import by path, use all names that are visible in the document
   * `base`.
   */
  attach(text: URI, base: URI): void {
    this.attached.set(text.toString(), base);
  }

  /**
   * The document itself and everything that it imports, directly or not, nearest first. In a long cycle, which is an
   * error anyway, the order is the same for all of its files.
   */
  visible(document: LangiumDocument): readonly LangiumDocument[] {
    const cycle = this.longCycle(document);
    if (cycle) return cycle.documents;
    let visible = this.known.visible.get(document);
    if (!visible) {
      visible = this.reached(document);
      if (visible.length <= MAX_REMEMBERED) this.known.visible.set(document, visible);
    }
    return visible;
  }

  /** Whether an import is part of a cycle that is too long for its content to be examined. */
  isInLongCycle(node: Import): boolean {
    const document = AstUtils.getDocument(node);
    const imported = this.imported(node);
    return (
      imported !== undefined &&
      this.longCycle(document) !== undefined &&
      this.known.components.areConnected(document, imported)
    );
  }

  /** Whether an import of the document, or of a file that it imports, is unresolved. */
  lacksImports(document: LangiumDocument): boolean {
    return this.longCycle(document)?.lacksImports ?? this.visible(document).some((each) => this.lacks(each));
  }

  private lacks(document: LangiumDocument): boolean {
    let lacks = this.known.lacking.get(document);
    if (lacks === undefined) {
      lacks = importsOf(document).some((node) => !this.imported(node));
      this.known.lacking.set(document, lacks);
    }
    return lacks;
  }

  private reached(document: LangiumDocument): LangiumDocument[] {
    const found = new Set([document]);
    // The set grows while it is walked: breadth first.
    for (const each of found) for (const next of this.direct(each)) found.add(next);
    return [...found];
  }

  private longCycle(document: LangiumDocument): Visible | undefined {
    const { components, visibleInLongCycle } = this.known;
    if (components.sizeOf(document) <= LONG_CYCLE) return undefined;
    const number = components.of(document);
    let visible = visibleInLongCycle.get(number);
    if (!visible) {
      const documents = this.reached(document);
      visible = {
        documents,
        declarations: documents.flatMap(declarationsOf),
        lacksImports: documents.some((each) => this.lacks(each)),
      };
      visibleInLongCycle.set(number, visible);
    }
    return visible;
  }

  /** URIs of files and of all files that import them, directly or not. */
  importers(uris: Iterable<string>): ReadonlySet<string> {
    const importers = new Map<string, string[]>();
    for (const document of this.documents().all) {
      const own = document.uri.toString();
      for (const target of this.targetsOf(document)) {
        const known = importers.get(target);
        if (known) known.push(own);
        else importers.set(target, [own]);
      }
    }
    const found = new Set(uris);
    for (const each of found) for (const importer of importers.get(each) ?? []) found.add(importer);
    return found;
  }

  /** Documents that a document could import: those not visible from it, and from which it is not visible. */
  importable(document: LangiumDocument): LangiumDocument[] {
    const visible = new Set(this.visible(document));
    const importers = this.importers([document.uri.toString()]);
    return this.documents()
      .all.filter((other) => !visible.has(other) && !importers.has(other.uri.toString()))
      .toArray();
  }

  /** All declarations of a document and its imports, nearest first, as one list per file. */
  declarationLists(document: LangiumDocument): (readonly Declaration[])[] {
    const cycle = this.longCycle(document);
    return cycle ? [declarationsOf(document), cycle.declarations] : this.visible(document).map(declarationsOf);
  }

  /** All declarations of a document and its imports, nearest first. */
  declarations(document: LangiumDocument): readonly Declaration[] {
    this.lists++;
    return this.longCycle(document)?.declarations ?? this.declarationLists(document).flat();
  }

  /** The declarations of a node's file and its imports. */
  readonly declaredAround = (node: AstNode): readonly Declaration[] => {
    const { $document } = AstUtils.findRootNode(node);
    return $document ? this.declarations($document) : [];
  };

  /** The path by which an import leads back to its own file; undefined if it does not. */
  cycleThrough(node: Import): ImportCycle | undefined {
    const start = AstUtils.getDocument(node);
    const first = this.imported(node);
    if (!first || !this.known.components.areConnected(start, first)) return undefined;
    const from = new Map<LangiumDocument, LangiumDocument | undefined>([[first, undefined]]);
    // The map grows while it is walked: breadth first.
    for (const document of from.keys()) {
      if (document === start) {
        const files = wayTo(start, from);
        return files.length <= MAX_LISTED_FILES ? { kind: 'files', files } : { kind: 'long' };
      }
      for (const next of this.direct(document)) if (!from.has(next)) from.set(next, document);
      if (from.size > MAX_SEARCHED) break;
    }
    return { kind: 'long' };
  }

  private nothingKnown(): Known {
    return {
      direct: new Map(),
      visible: new Map(),
      visibleInLongCycle: new Map(),
      lacking: new Map(),
      allowed: new Map(),
      components: new Components((document) => this.direct(document)),
    };
  }

  /** The direct imports of a document, and the document that it is attached to. */
  private direct(document: LangiumDocument): readonly LangiumDocument[] {
    let direct = this.known.direct.get(document);
    if (!direct) {
      const imported = importsOf(document).flatMap((node) => this.imported(node) ?? []);
      direct = [...this.base(document), ...imported];
      this.known.direct.set(document, direct);
    }
    return direct;
  }

  private base(document: LangiumDocument): LangiumDocument[] {
    const uri = this.attached.get(document.uri.toString());
    const base = uri && this.documents().getDocument(uri);
    return base ? [base] : [];
  }

  private isAllowed(uri: URI): boolean {
    const key = uri.toString();
    let allowed = this.known.allowed.get(key);
    if (allowed === undefined) {
      allowed = this.roots.contains(uri);
      this.known.allowed.set(key, allowed);
    }
    return allowed;
  }

  private targetsOf(document: LangiumDocument): readonly string[] {
    const root = document.parseResult.value;
    if (!isFile(root)) return [];
    let targets = this.targets.get(root);
    if (!targets) {
      targets = root.imports.flatMap((node) => this.target(node)?.toString() ?? []);
      // The imports of an unsaved text depend on the open folders.
      if (document.uri.scheme === 'file') this.targets.set(root, targets);
    }
    return targets;
  }
}

function wayTo(end: LangiumDocument, from: ReadonlyMap<LangiumDocument, LangiumDocument | undefined>) {
  const way: LangiumDocument[] = [];
  for (let at: LangiumDocument | undefined = end; at; at = from.get(at)) way.push(at);
  return way.reverse();
}

/** The declarations of a document itself. */
function declarationsOf(document: LangiumDocument): readonly Declaration[] {
  const root = document.parseResult.value;
  return isFile(root) ? root.declarations : [];
}

/** The imports of a document, in whatever state it is. */
export function importsOf(document: LangiumDocument): readonly Import[] {
  const root = document.parseResult.value;
  return isFile(root) ? root.imports : [];
}
