import { URI } from 'langium';
import type { Language } from '../../language/index.js';
import { createNodeLanguage } from '../../language/node.js';
import type { TwinServices } from '../../language/services.js';

/** Languages, one for each file that is read, of which the first is there before a file is. */
export interface ReadyLanguage {
  /** A language that has read nothing yet, and reads nothing outside of the folder. */
  open(root: string): Language;
  /** For work that needs no file. */
  services: TwinServices;
}

/**
 * Makes a language ahead of the file that it will read: its parser is built, its code is compiled, and what it works out
 * about its grammar is known, by a try on texts. What these texts say is forgotten.
 */
export async function readyLanguage(texts: readonly string[]): Promise<ReadyLanguage> {
  const ready = createNodeLanguage(process.cwd());
  for (const text of texts) await tryOn(text, ready);
  await ready.loadText(TRIED, '');
  await ready.services.shared.workspace.DocumentBuilder.update([], [TRIED]);
  let unused: Language | undefined = ready;
  return {
    open: (root) => {
      const language = unused ?? createNodeLanguage(root);
      unused = undefined;
      language.services.twin.WorkspaceRoots.set([URI.file(root)]);
      return language;
    },
    services: ready.services,
  };
}

/** Not the name of any file: nothing that a text imports is found beside it. */
const TRIED = URI.parse('memory:///tried.twin');

async function tryOn(text: string, language: Language): Promise<void> {
  const loaded = await language.loadText(TRIED, text);
  for (const { name } of loaded.scenarios) {
    await language.lowerWith(loaded, name, []);
    language.expectations(loaded, name);
  }
}
