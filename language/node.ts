import { realpathSync } from 'node:fs';
import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { Language } from './documents/language.js';

/** The language on the files of this machine; nothing outside the folder `root` is read. */
export function createNodeLanguage(root: string): Language {
  return new Language({
    files: NodeFileSystem.fileSystemProvider(),
    roots: [URI.file(root)],
    followLinks: followSymbolicLinks,
  });
}

/** Where a file really is; a file that does not exist is where its name says. */
export function followSymbolicLinks(uri: URI): URI {
  if (uri.scheme !== 'file') return uri;
  try {
    return URI.file(realpathSync(uri.fsPath));
  } catch {
    return uri;
  }
}
