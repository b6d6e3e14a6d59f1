/** The placeholder for an expression in a text, numbered from 0. */
function placeholder(index: number): string {
  return `{${index}}`;
}

/** The key of a template in the list of translations. */
export function keyOf(parts: readonly string[]): string {
  return parts.map((part, index) => (index === 0 ? part : placeholder(index - 1) + part)).join('');
}

/** A template for lit-html, and the order of its values. */
export interface Template {
  readonly parts: readonly string[];
  readonly order: readonly number[];
}

/** Characters that no text contains stand for the values of a template. */
const VALUE = /\uE000(\d+)\uE001/;
const VALUES = new RegExp(VALUE, 'g');
const TAG = /<(?:[^"'>]|"[^"]*"|'[^']*')*>/g;
const TEXT_ATTRIBUTE = /(\s(?:title|aria-label|placeholder)=")([^"]*)(")/g;

/**
 * The texts of a template, with their keys in the list of translations: texts between tags, and in attributes that are
 * read aloud.
 */
export function textsOf(parts: readonly string[]): string[] {
  const texts: string[] = [];
  withTexts({ parts, order: [] }, (text) => {
    texts.push(text);
    return undefined;
  });
  return texts;
}

/** A template in another language; texts without a translation stay English. */
export function translatedTemplate(
  parts: readonly string[],
  translate: (text: string) => string | undefined,
): Template {
  return withTexts({ parts, order: [] }, translate);
}

function withTexts({ parts }: Template, translate: (text: string) => string | undefined): Template {
  const whole = parts.map((part, index) => (index === 0 ? part : `\uE000${index - 1}\uE001${part}`)).join('');
  const made: string[] = [];
  let end = 0;
  for (const { 0: tag, index } of whole.matchAll(TAG)) {
    made.push(replaced(whole.slice(end, index), translate));
    made.push(tag.replace(TEXT_ATTRIBUTE, (_, open, text, close) => open + replaced(text, translate) + close));
    end = index + tag.length;
  }
  made.push(replaced(whole.slice(end), translate));
  const pieces = made.join('').split(VALUE);
  return {
    parts: pieces.filter((_, index) => index % 2 === 0),
    order: pieces.filter((_, index) => index % 2 === 1).map(Number),
  };
}

function replaced(text: string, translate: (text: string) => string | undefined): string {
  const [, before = '', words = '', behind = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  const values = [...words.matchAll(VALUES)].map(([value]) => value);
  let count = 0;
  const key = words.replace(VALUES, () => placeholder(count++)).replace(/\s+/g, ' ');
  if (!/[A-Za-z]{2}/.test(key)) return text;
  const meant = translate(key);
  return meant === undefined
    ? text
    : before + meant.replace(/\{(\d+)\}/g, (_, index) => values[Number(index)] ?? '') + behind;
}
