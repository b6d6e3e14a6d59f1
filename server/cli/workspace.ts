import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * The folder that a scenario file belongs to and in which its runs are kept: the current folder if it contains the
 * file, else the file's own folder.
 */
export function workspaceOf(file: string): string {
  const current = process.cwd();
  return isInside(current, resolve(file)) ? current : dirname(resolve(file));
}

/** Files that mark the root folder of a project. */
const MARKS = ['.git', '.twinchain'];

/**
 * The folder inside which files may be read for a scenario file: the nearest ancestor with a repository, or the highest
 * one with kept runs, or else the workspace.
 */
export function readingRoot(file: string, workspace: string): string {
  const above = foldersAbove(dirname(resolve(file)));
  const [repository, runs] = MARKS.map((mark) => above.filter((folder) => existsSync(join(folder, mark))));
  const root = repository[0] ?? runs.at(-1);
  return root !== undefined && isInside(root, workspace) ? root : workspace;
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

/** A path as a user would type it: relative to the current folder where it is inside it. */
export function shownPath(path: string): string {
  const absolute = resolve(path);
  return isInside(process.cwd(), absolute) ? relative(process.cwd(), absolute) || '.' : absolute;
}

/** A path relative to a folder, with `/` on every system. */
export function portablePath(folder: string, path: string): string {
  return relative(folder, resolve(path)).split(sep).join('/');
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way);
}
