import { html as plain, type TemplateResult } from 'lit-html';
import { type Template, translatedTemplate } from './template-texts.js';
import { isTranslated, translationOf } from './texts.js';

/**
 * The translated strings of each template: lit-html recognises a template by its strings, so they must be the same each
 * time.
 */
const made = new WeakMap<TemplateStringsArray, Template & { parts: TemplateStringsArray }>();

/** A template of lit-html with texts in the language of the editor. */
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): TemplateResult {
  if (!isTranslated) return plain(parts, ...values);
  let template = made.get(parts);
  if (!template) {
    const { parts: strings, order } = translatedTemplate(parts, translationOf);
    template = { parts: Object.assign([...strings], { raw: [...strings] }), order };
    made.set(parts, template);
  }
  return plain(template.parts, ...template.order.map((index) => values[index]));
}
