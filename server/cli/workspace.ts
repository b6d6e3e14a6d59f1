import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * The folder that a scenario file belongs to: imports stay inside it, and its runs are kept there. The current folder
 * where it holds the file, else the file's own folder.
 */
export function workspaceOf(file: string): string {
  const current = process.cwd();
  return isInside(current, resolve(file)) ? current : dirname(resolve(file));
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
