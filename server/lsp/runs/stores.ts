import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'langium';
import { storeFolder } from '../../runs/run-store.js';
import type { Home, RunPlace } from '../../simulations/places.js';
import type { EditorFolders } from '../workspace/editor-folders.js';
import { isBelow } from '../workspace/open-texts.js';

/**
 * Where the runs and experiments of a file are kept: in its workspace folder, else beside the file, as the command line
 * does. A text that was never saved belongs to the first workspace folder, else to the editor's own folder.
 */
export function homeOf(uri: string, folders: EditorFolders): Home {
  const file = URI.parse(uri);
  const workspace = folders.workspace().map((folder) => URI.parse(folder));
  if (file.scheme !== 'file') return { folder: unsavedFolder(folders), source: uri };
  const path = fileURLToPath(uri);
  const folder = workspace.find((candidate) => isBelow(candidate, file))?.fsPath ?? dirname(path);
  return { folder, source: relative(folder, path).split(sep).join('/') };
}

export function runPlace(uri: string, folders: EditorFolders): RunPlace {
  const { folder, source } = homeOf(uri, folders);
  return { store: storeFolder(folder), source };
}

/** Every folder whose runs and experiments belong to this window, each once. */
export function knownHomes(folders: EditorFolders): string[] {
  const homes = [
    ...folders.workspace().map((folder) => URI.parse(folder).fsPath),
    ...folders.openFiles().map((uri) => homeOf(uri, folders).folder),
    folders.globalStorage(),
  ];
  return [...new Set(homes)];
}

export function knownStores(folders: EditorFolders): string[] {
  return knownHomes(folders).map(storeFolder);
}

/** The file that a run or an experiment in a store came from. */
export function sourceUri(runFolder: string, source: string | undefined): string | undefined {
  if (!source) return undefined;
  if (source.startsWith('untitled:')) return source;
  // <home>/.twinchain/<store>/<run>
  const home = dirname(dirname(dirname(runFolder)));
  return URI.file(`${home}/${source}`).toString();
}

function unsavedFolder(folders: EditorFolders): string {
  const [first] = folders.workspace();
  return first === undefined ? folders.globalStorage() : URI.parse(first).fsPath;
}
