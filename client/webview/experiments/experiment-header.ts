import { nothing, type TemplateResult } from 'lit-html';
import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentFormat } from '../../../server/protocol/panel.js';
import { count, duration } from '../../../server/protocol/quantities.js';
import { EXPORT, menu } from '../dom/menu.js';
import type { Host } from '../model/host.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { replicationsText } from './grid.js';
import { toleranceText } from './point-list.js';

/** The header of an experiment: its scenario, its replications, and its actions. */
export function experimentHeader(view: ExperimentView, host: Host): TemplateResult {
  return html`
    <header class="run-header">
      <div class="titles">
        <h1>${view.name}</h1>
        <p class="subtitle">${describe(view)}</p>
      </div>
      ${host.interactive ? actions(view, host) : nothing}
    </header>
  `;
}

function describe(view: ExperimentView): string {
  const { points, scenario, warmup, state, cells } = view;
  return [
    `${counted(points.length, 'point')} of ${scenario}`,
    durationText(view),
    state === 'complete' ? t`${replicationsText(points)} replications` : '',
    // The progress bar above counts them while the experiment is running.
    state === 'stopped' ? t`stopped after ${count(cells.done)} of ${count(cells.expected)} replications` : '',
    toleranceText(view),
    warmup > 0 ? t`${duration(warmup)} warm-up not measured` : '',
  ]
    .filter(Boolean)
    .join('  ·  ');
}

/** The duration; if it varies, its values are those of the points. */
function durationText({ axes, points, duration: one }: ExperimentView): string {
  const axis = axes.findIndex(({ path }) => path === 'duration');
  const all = points.flatMap(({ values }) => values[axis]?.value ?? []);
  const [least, most] = [Math.min(...all), Math.max(...all)].map(duration);
  return all.length > 0 && least !== most ? t`${least} to ${most} simulated` : t`${duration(one)} simulated each`;
}

function actions({ id, state, exhausted }: ExperimentView, host: Host): TemplateResult {
  const show = () => host.post({ type: 'revealExperiment', experiment: id, expectation: null });
  const resume = () => host.post({ type: 'resumeExperiment', experiment: id });
  const exported = (title: string, format: ExperimentFormat) => ({
    title,
    run: () => host.post({ type: 'exportExperiment', experiment: id, format }),
  });
  const formats = () => [
    exported(t('HTML Report…'), 'html'),
    exported(t('Samples as Parquet…'), 'parquet'),
    exported(t('Summary as JSON…'), 'json'),
  ];
  return html`
    <div class="actions">
      ${
        state === 'stopped' && !exhausted
          ? html`<button type="button" class="primary" title="Simulate the missing replications" @click=${resume}>Resume</button>`
          : nothing
      }
      <button type="button" class="secondary" @click=${show}>Show in Editor</button>
      ${state === 'complete' ? menu(EXPORT, formats) : nothing}
    </div>
  `;
}
