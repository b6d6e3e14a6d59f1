import { URI } from 'langium';
import type { Language } from '../../language/index.js';
import { createNodeLanguage } from '../../language/node.js';
import type { TwinServices } from '../../language/services.js';

/** A language for each file to read; the first one is prepared before its file is known. */
export interface ReadyLanguage {
  /** A fresh language that reads nothing outside the folder. */
  open(root: string): Language;
  /** A language for work that needs no file. */
  services: TwinServices;
}

/**
 * Prepares a language before the file to read is known: sample texts make it build its parser, compile its code and
 * analyse its grammar. The sample texts are then forgotten.
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

/** The address of a text without a file, so its imports resolve to nothing. */
const TRIED = URI.parse('memory:///tried.twin');

async function tryOn(text: string, language: Language): Promise<void> {
  const loaded = await language.loadText(TRIED, text);
  for (const { name } of loaded.scenarios) {
    await language.lowerWith(loaded, name, []);
    language.expectations(loaded, name);
  }
}
