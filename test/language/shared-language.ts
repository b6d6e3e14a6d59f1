import { Language } from '../../language/index.js';
import { MemoryFiles, WORKSPACE } from './memory-files.js';

const files = new MemoryFiles({});
const language = new Language({ files, roots: [WORKSPACE] });

/**
 * The language with these files in memory, none of them loaded. All tests of a process share it, and each call closes the
 * files of the one before: to make its parser takes several times as long as to check a short text.
 */
export async function languageOf(contents: Readonly<Record<string, string | Uint8Array>>): Promise<Language> {
  files.replace(contents);
  const { LangiumDocuments, DocumentBuilder } = language.services.shared.workspace;
  await DocumentBuilder.update([], LangiumDocuments.all.map(({ uri }) => uri).toArray());
  return language;
}
