import { type FileSystemNode, type FileSystemProvider, type URI, UriUtils } from 'langium';

/** The open texts of the editor, by URI. */
export type OpenText = (uri: URI) => string | undefined;

/** The file system, with open texts, saved or not, in place of those on disk. */
export function withOpenTexts(disk: FileSystemProvider, openText: OpenText): FileSystemProvider {
  const bytes = (uri: URI) => {
    const text = openText(uri);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const node = (uri: URI): FileSystemNode | undefined =>
    openText(uri) === undefined ? undefined : { uri, isFile: true, isDirectory: false };
  return {
    stat: async (uri) => node(uri) ?? disk.stat(uri),
    statSync: (uri) => node(uri) ?? disk.statSync(uri),
    exists: async (uri) => openText(uri) !== undefined || disk.exists(uri),
    existsSync: (uri) => openText(uri) !== undefined || disk.existsSync(uri),
    readBinary: async (uri) => bytes(uri) ?? disk.readBinary(uri),
    readBinarySync: (uri) => bytes(uri) ?? disk.readBinarySync(uri),
    readFile: async (uri) => openText(uri) ?? disk.readFile(uri),
    readFileSync: (uri) => openText(uri) ?? disk.readFileSync(uri),
    readDirectory: (uri) => disk.readDirectory(uri),
    readDirectorySync: (uri) => disk.readDirectorySync(uri),
  };
}

/** Whether a file is inside a folder, directly or in a subfolder. */
export function isBelow(folder: URI, file: URI): boolean {
  return file.scheme === folder.scheme && UriUtils.contains(folder, file);
}
