import { svg, type TemplateResult } from 'lit-html';
import { html } from '../words/html.js';

/** An icon on a grid of 16, in strokes of the text's colour, like the editor's own icons. */
function icon(...paths: string[]): () => TemplateResult {
  const strokes = paths.map((d) => svg`<path d=${d} stroke-linecap="round" stroke-linejoin="round"></path>`);
  return () =>
    html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor">${strokes}</svg>`;
}

const CIRCLE = 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z';
const LENS = 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z';
const HANDLE = 'M10.3 10.3 14 14';

export const ICONS = {
  more: icon('M3.5 8h.01', 'M8 8h.01', 'M12.5 8h.01'),
  back: icon('M9.5 4 5.5 8l4 4'),
  forward: icon('M6.5 4l4 4-4 4'),
  zoomIn: icon(LENS, HANDLE, 'M5 7h4', 'M7 5v4'),
  zoomOut: icon(LENS, HANDLE, 'M5 7h4'),
  chevron: icon('M4 6l4 4 4-4'),
  passed: icon(CIRCLE, 'M5.2 8.2l2 2 3.6-4.2'),
  failed: icon(CIRCLE, 'M5.8 5.8l4.4 4.4', 'M10.2 5.8l-4.4 4.4'),
  undecided: icon(CIRCLE, 'M6.4 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.9.6-.9 1.2', 'M8 11.2v.01'),
  error: icon(CIRCLE, 'M5.8 5.8l4.4 4.4', 'M10.2 5.8l-4.4 4.4'),
  warning: icon('M8 2 14.5 13.5h-13z', 'M8 6.5v3.4', 'M8 11.7v.01'),
  information: icon(CIRCLE, 'M8 7.3v3.6', 'M8 5v.01'),
};
