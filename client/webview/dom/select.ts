import type { TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { html } from '../words/html.js';

/** A selection list; `label` is for screen readers. */
export function select(
  label: string,
  id: string,
  options: readonly { value: string; text: string }[],
  selected: string,
  onChange: (value: string) => void,
): TemplateResult {
  // The reader's selection stays until the page sets another one, so the value is compared with the element's current
  // one.
  return html`
    <select id=${id} aria-label=${label} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
      ${options.map(
        ({ value, text }) => html`<option value=${value} .selected=${live(value === selected)}>${text}</option>`,
      )}
    </select>
  `;
}
