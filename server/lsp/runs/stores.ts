import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { URI } from 'langium';
import { storeFolder } from '../../runs/run-store.js';
import { isBelow } from '../workspace/open-texts.js';

/** Where runs are kept, and what a file is called there. */
export interface RunPlace {
  store: string;
  /** The file relative to the workspace, as the command line notes it; the URI of one that was never saved. */
  source: string;
}

/** The folders of the editor, as URIs, asked for anew every time; and its own folder. */
export interface EditorFolders {
  workspace: () => readonly string[];
  openFiles: () => readonly string[];
  globalStorage: () => string;
}

/**
 * Where the runs of a file are kept: in its workspace folder, else beside the file, as the command line does. A text
 * that was never saved belongs to the first workspace folder, else to the editor's own folder.
 */
export function runPlace(uri: string, folders: EditorFolders): RunPlace {
  const file = URI.parse(uri);
  const workspace = folders.workspace().map((folder) => URI.parse(folder));
  if (file.scheme !== 'file') return { store: storeFolder(unsavedFolder(folders)), source: uri };
  const path = fileURLToPath(uri);
  const home = workspace.find((folder) => isBelow(folder, file))?.fsPath ?? dirname(path);
  return { store: storeFolder(home), source: relative(home, path).split(sep).join('/') };
}

/** Every store that a user of this window expects to see, each once. */
export function knownStores(folders: EditorFolders): string[] {
  const stores = [
    ...folders.workspace().map((folder) => storeFolder(URI.parse(folder).fsPath)),
    ...folders.openFiles().map((uri) => runPlace(uri, folders).store),
    storeFolder(folders.globalStorage()),
  ];
  return [...new Set(stores)];
}

/** The file that a run in a store came from. */
export function sourceUri(runFolder: string, source: string | undefined): string | undefined {
  if (!source) return undefined;
  if (source.startsWith('untitled:')) return source;
  // <home>/.twinchain/runs/<run>
  const home = dirname(dirname(dirname(runFolder)));
  return URI.file(`${home}/${source}`).toString();
}

function unsavedFolder(folders: EditorFolders): string {
  const [first] = folders.workspace();
  return first === undefined ? folders.globalStorage() : URI.parse(first).fsPath;
}
