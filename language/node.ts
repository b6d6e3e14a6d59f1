import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { Language } from './documents/language.js';

/** The language on the files of this machine; nothing outside the folder `root` is read. */
export function createNodeLanguage(root: string): Language {
  return new Language({ files: NodeFileSystem.fileSystemProvider(), roots: [URI.file(root)] });
}
