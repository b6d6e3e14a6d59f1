import { URI, UriUtils, type WorkspaceFolder } from 'langium';

/**
 * The folders whose files may be read. Scenario files come from anywhere, so an import or a data file must not be
 * outside the folders that the user opened. Without any folder (a single file) there is no restriction.
 */
export class WorkspaceRoots {
  private folders: readonly URI[] = [];
  private follow: (uri: URI) => URI = (uri) => uri;

  /** @param opened called whenever no folders were set, for an editor whose folders arrive later */
  constructor(private readonly opened: () => readonly WorkspaceFolder[] | undefined) {}

  /** Sets the folders, for callers without an editor. */
  set(folders: readonly URI[]): void {
    this.folders = folders;
  }

  /** How symbolic links are resolved, if there are any: a link inside must not lead outside. */
  followLinksBy(follow: (uri: URI) => URI): void {
    this.follow = follow;
  }

  all(): readonly URI[] {
    if (this.folders.length > 0) return this.folders;
    return (this.opened() ?? []).map((folder) => URI.parse(folder.uri));
  }

  contains(uri: URI): boolean {
    const roots = this.all();
    if (roots.length === 0) return true;
    const target = this.follow(uri);
    return roots.some((root) => UriUtils.contains(root, uri) && UriUtils.contains(this.follow(root), target));
  }

  /** The message that a path leads outside, with the folders that it leaves, and what to do. */
  describeOutside(path: string): string {
    const roots = this.all().map((root) => root.fsPath);
    const workspace =
      roots.length === 1 ? `the workspace ${roots[0]}` : `the folders of the workspace (${roots.join(', ')})`;
    return `"${path}" is outside ${workspace}, and only files inside it can be read. Open a folder that contains both files, or run the command there.`;
  }

  /** Resolves a path in a file: relative to the folder of the file or, in an unsaved text, to the first open folder. */
  resolve(from: URI, path: string): URI {
    const folder = from.scheme === 'untitled' ? (this.all()[0] ?? from) : UriUtils.dirname(from);
    return UriUtils.resolvePath(folder.with({ fragment: null }), path);
  }
}
