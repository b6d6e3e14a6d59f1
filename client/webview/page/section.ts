import { nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { FrameContent } from '../figures/plot.js';
import { html } from '../words/html.js';

/** A part of the page with its current figures. */
export interface SectionContent {
  id: string;
  title: string;
  chooser: TemplateResult | null;
  /** Controls beside the chooser. */
  controls?: TemplateResult;
  figures: readonly FrameContent[];
  /** Text below the figures. */
  text?: TemplateResult | null;
}

/** Sections one after another; empty sections are left out. */
export function sectionList(
  sections: readonly SectionContent[],
  frame: (content: FrameContent) => unknown,
): TemplateResult {
  const filled = sections.filter(({ figures, text }) => figures.length > 0 || text);
  return html`${repeat(
    filled,
    ({ id }) => id,
    (section) => sectionTemplate(section, frame),
  )}`;
}

function sectionTemplate(
  { id, title, chooser, controls, figures, text }: SectionContent,
  frame: (content: FrameContent) => unknown,
): TemplateResult {
  return html`
    <section id=${`section-${id}`} aria-labelledby=${`section-${id}-title`}>
      <div class="section-head">
        <h2 id=${`section-${id}-title`}>${title}</h2>
        ${chooser ?? nothing}${controls ?? nothing}
      </div>
      <div class="figures">${repeat(figures, (figure) => figure.id, frame)}</div>
      <div>${text ?? nothing}</div>
    </section>
  `;
}
