import type { ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import { count, percent } from '../../../server/protocol/quantities.js';
import { element, replaceChildren } from '../elements.js';
import { pointText } from './grid.js';

/** How many replications every point has: while they arrive, and afterwards where points differ. */
export class PointList {
  readonly element = element('section', { class: 'points', 'aria-label': 'Replications of each point' });

  update(view: ExperimentView): void {
    const counts = new Set(view.points.map(({ replications }) => replications));
    this.element.hidden = view.state === 'complete' && counts.size === 1;
    if (this.element.hidden) return;
    replaceChildren(this.element, element('ol', {}, ...view.points.map((point) => item(view, point))));
  }
}

function item(view: ExperimentView, point: PointView): HTMLElement {
  const { replications, planned } = point;
  return element(
    'li',
    { class: point.precise === false && view.state === 'complete' ? 'imprecise' : '' },
    element('span', { class: 'point-name' }, pointText(view, point)),
    element('progress', { max: planned, value: replications, 'aria-label': pointText(view, point) }),
    element('span', { class: 'detail' }, stateText(view, point)),
  );
}

function stateText({ replications: { kind }, state }: ExperimentView, point: PointView): string {
  const { replications, planned, precise } = point;
  if (kind === 'fixed') return `${count(replications)} of ${count(planned)}`;
  if (precise) return `${count(replications)}, precise enough`;
  return state === 'complete'
    ? `${count(replications)}, not precise enough`
    : `${count(replications)} of at most ${count(planned)}`;
}

/** Said of an experiment that repeats until an interval is narrow enough. */
export function toleranceText(view: ExperimentView): string {
  const { replications } = view;
  if (replications.kind === 'fixed') return '';
  return `until the interval is within ${percent(replications.tolerance)} of the mean, at most ${count(replications.most)} replications`;
}
