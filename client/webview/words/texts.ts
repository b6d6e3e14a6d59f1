import * as l10n from '@vscode/l10n';
import { keyOf } from './template-texts.js';

/** Texts of the panel in the language of the editor, by the English texts; none where that language is English. */
export type Translations = Readonly<Record<string, string>>;

/** The element of the page that contains the translations; a report, which any browser opens, has none. */
export const TEXTS_ELEMENT = 'texts';

const translations = read();

function read(): Translations {
  const json = typeof document === 'undefined' ? undefined : document.getElementById(TEXTS_ELEMENT)?.textContent;
  return json ? (JSON.parse(json) as Translations) : {};
}

// Code that is shared with the server translates its texts by this package.
l10n.config({ contents: { ...translations } });

/** Whether there are translations. */
export const isTranslated = Object.keys(translations).length > 0;

/** A text in the language of the editor; undefined without a translation. */
export function translationOf(text: string): string | undefined {
  return translations[text];
}

/** A text for the reader, in the language of the editor: t('Loading…'), or t`${count} nodes`. */
export function t(text: string | TemplateStringsArray, ...values: readonly unknown[]): string {
  if (typeof text === 'string') return translationOf(text) ?? text;
  const meant = translationOf(keyOf(text));
  if (meant === undefined)
    return text.map((part, index) => part + (index < values.length ? values[index] : '')).join('');
  return meant.replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)]));
}
