import * as l10n from '@vscode/l10n';
import { Text } from '../text.js';

/** A text of the language, or a sentence of its reference, in the language of the editor; in English without a translation. */
export function localized(text: Text | string): string {
  if (typeof text === 'string') return l10n.t(text);
  return l10n.t(text.pattern, ...text.values.map((value) => (value instanceof Text ? localized(value) : value)));
}

/** A list as a sentence has it: `a, b or c`. */
export function eitherOf(words: readonly string[]): string {
  if (words.length <= 1) return words.join('');
  return l10n.t('{0} or {1}', words.slice(0, -1).join(', '), words[words.length - 1]);
}
