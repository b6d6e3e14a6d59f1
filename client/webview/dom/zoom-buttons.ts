import type { TemplateResult } from 'lit-html';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { ICONS } from './icons.js';

/** A zoom, and what can be done to it. */
export interface Zoom {
  /** Of what is zoomed, for the labels of the buttons: `the map`. */
  name: string;
  /** Which part is shown, in words; empty for the whole. */
  shown: string;
  isWhole: boolean;
  isClosest: boolean;
  /** @param factor above 1 to look closer */
  by: (factor: number) => void;
  reset: () => void;
}

const STEP = 2;

/** Buttons to look closer, to step back and to see the whole again. */
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
