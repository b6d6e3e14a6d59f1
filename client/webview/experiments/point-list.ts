import type { TemplateResult } from 'lit-html';
import type { ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import { count, percent } from '../../../server/protocol/quantities.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { pointText } from './grid.js';

/** The number of replications of every point, while they arrive, and afterwards where points differ. */
export function pointList(view: ExperimentView): TemplateResult | null {
  const counts = new Set(view.points.map(({ replications }) => replications));
  if (view.state === 'complete' && counts.size === 1) return null;
  return html`
    <section class="points" aria-label="Replications of each point">
      <ol>${view.points.map((point) => item(view, point))}</ol>
    </section>
  `;
}

function item(view: ExperimentView, point: PointView): TemplateResult {
  const { replications, planned } = point;
  const name = pointText(view, point);
  return html`<li class=${point.precise === false && view.state === 'complete' ? 'imprecise' : ''}><span class="point-name">${name}</span
      ><progress max=${planned} value=${replications} aria-label=${name}></progress
      ><span class="detail">${stateText(view, point)}</span></li>`;
}

function stateText({ replications: { kind }, state }: ExperimentView, point: PointView): string {
  const { replications, planned, precise } = point;
  if (kind === 'fixed') return `${count(replications)} of ${count(planned)}`;
  if (precise) return t`${count(replications)}, precise enough`;
  return state === 'complete'
    ? t`${count(replications)}, not precise enough`
    : t`${count(replications)} of at most ${count(planned)}`;
}

/** The text of an experiment that is repeated until an interval is narrow enough. */
export function toleranceText(view: ExperimentView): string {
  const { replications } = view;
  if (replications.kind === 'fixed') return '';
  return t`until the interval is within ${percent(replications.tolerance)} of the mean, at most ${count(replications.most)} replications`;
}
