import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentFormat } from '../../../server/protocol/panel.js';
import { count, counted, duration } from '../../../server/protocol/quantities.js';
import { button, element } from '../elements.js';
import type { Host } from '../host.js';
import { ICONS } from '../icons.js';
import { createMenu } from '../parts/menu.js';
import { replicationsText } from './grid.js';
import { toleranceText } from './point-list.js';

/** What was repeated and how often, and what can be done with it. */
export function experimentHeader(view: ExperimentView, host: Host): HTMLElement {
  return element(
    'header',
    { class: 'run-header' },
    element(
      'div',
      { class: 'titles' },
      element('h1', {}, view.name),
      element('p', { class: 'subtitle' }, describe(view)),
    ),
    host.interactive ? actions(view, host) : null,
  );
}

function describe(view: ExperimentView): string {
  const { points, scenario, warmup, state, cells } = view;
  return [
    `${counted(points.length, 'point')} of ${scenario}`,
    `${duration(view.duration)} simulated each`,
    state === 'complete' ? `${replicationsText(points)} replications` : '',
    // While it goes on, the bar above counts.
    state === 'stopped' ? `stopped after ${count(cells.done)} of ${count(cells.expected)} replications` : '',
    toleranceText(view),
    warmup > 0 ? `${duration(warmup)} warm-up not measured` : '',
  ]
    .filter(Boolean)
    .join('  ·  ');
}

function actions({ id, state }: ExperimentView, host: Host): HTMLElement {
  const text = button('Show in Editor', { class: 'secondary' }, () =>
    host.post({ type: 'revealExperiment', experiment: id, expectation: null }),
  );
  if (state === 'running') return element('div', { class: 'actions' }, text);
  const resume = button('Resume', { class: 'primary', title: 'Simulate the missing replications' }, () =>
    host.post({ type: 'resumeExperiment', experiment: id }),
  );
  const exported = (title: string, format: ExperimentFormat) => ({
    title,
    run: () => host.post({ type: 'exportExperiment', experiment: id, format }),
  });
  const trigger = element('button', { type: 'button', class: 'secondary with-chevron' }, 'Export', ICONS.chevron());
  const formats =
    state === 'complete'
      ? createMenu(trigger, () => [
          exported('HTML Report…', 'html'),
          exported('Samples as Parquet…', 'parquet'),
          exported('Summary as JSON…', 'json'),
        ])
      : null;
  return element('div', { class: 'actions' }, state === 'stopped' ? resume : null, text, formats);
}
