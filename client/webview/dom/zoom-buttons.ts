import type { TemplateResult } from 'lit-html';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { ICONS } from './icons.js';

/** A zoom, and its operations. */
export interface Zoom {
  /** The zoomed part of the page, for the labels of the buttons: `the map`. */
  name: string;
  /** The visible part, in words; empty for the whole. */
  shown: string;
  isWhole: boolean;
  isClosest: boolean;
  /** @param factor above 1 to zoom in */
  by: (factor: number) => void;
  reset: () => void;
}

const STEP = 2;

/** Buttons to zoom in, to zoom out and to show the whole. */
export function zoomButtons({ name, shown, isWhole, isClosest, by, reset }: Zoom): TemplateResult {
  const iconButton = (icon: TemplateResult, label: string, isOff: boolean, act: () => void) => html`
    <button type="button" class="icon-button" aria-label=${label} title=${label} ?disabled=${isOff} @click=${act}>${icon}</button>
  `;
  return html`
    <div class="zoom-buttons" role="group" aria-label=${t`Zoom of ${name}`}>
      <span class="zoom-shown">${shown}</span>
      ${iconButton(ICONS.zoomIn(), t`Zoom in on ${name}`, isClosest, () => by(STEP))}
      ${iconButton(ICONS.zoomOut(), t`Zoom out of ${name}`, isWhole, () => by(1 / STEP))}
      <button type="button" class="secondary" aria-label=${t`Reset zoom of ${name}`} ?disabled=${isWhole} @click=${reset}>Reset Zoom</button>
    </div>
  `;
}
