import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';

/** The variable by which an extension names the file of translations to a process that it starts, and to what that starts. */
const BUNDLE_PATH = 'EXTENSION_BUNDLE_PATH';

/** Translations by the English texts, from the file that the editor names; undefined where it names none that can be read. */
export function editorTexts(): Readonly<Record<string, string>> | undefined {
  const path = process.env[BUNDLE_PATH];
  if (!path) return undefined;
  try {
    const { contents, ...texts }: Bundle = JSON.parse(readFileSync(path, 'utf8'));
    // A language pack keeps the texts of an extension one level deeper.
    return contents?.bundle ?? texts;
  } catch {
    return undefined;
  }
}

type Bundle = Record<string, string> & { contents?: { bundle: Record<string, string> } };

/** From here on, texts are in the language of the editor that started the process. The command line stays English. */
export function speakAsTheEditor(): void {
  l10n.config({ contents: editorTexts() ?? {} });
}
