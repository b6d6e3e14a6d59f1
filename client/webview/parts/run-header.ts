import { nothing, type TemplateResult } from 'lit-html';
import type { DataFormat } from '../../../server/protocol/panel.js';
import { duration, setting } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { EXPORT, menu } from '../dom/menu.js';
import type { Host } from '../model/host.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';

/** The header of a run: its scenario and its actions. */
export function runHeader(runs: readonly RunView[], host: Host): TemplateResult {
  return html`
    <header class="run-header">
      ${runs.length === 1 ? singleTitle(runs[0]) : comparisonTitle(runs, host)}
      ${host.interactive ? actions(runs, host) : nothing}
    </header>
  `;
}

function singleTitle(run: RunView): TemplateResult {
  return html`
    <div class="titles">
      <h1>${run.name}</h1>
      <p class="subtitle">${describe(run)}</p>
    </div>
  `;
}

function describe(run: RunView): string {
  const { system } = run;
  const time =
    run.state === 'complete'
      ? t`${duration(run.duration)} simulated`
      : t`${duration(run.simulatedSeconds)} of ${duration(run.duration)} simulated`;
  return [
    t`${counted(system.nodes, 'node')}, ${system.managementNodes} managing`,
    system.consensus,
    t`${setting(system.blockSize, 'B')} blocks`,
    t`seed ${run.seed}`,
    time,
    run.warmup > 0 ? t`${duration(run.warmup)} warm-up not measured` : '',
  ]
    .filter(Boolean)
    .join('  ·  ');
}

function comparisonTitle(runs: readonly RunView[], host: Host): TemplateResult {
  const labels = runLabels(runs);
  return html`
    <div class="titles">
      <h1>${runs.length} runs compared</h1>
      <ul class="compared">
        ${runs.map((_, place) => comparedRun(runs, place, labels, host))}
      </ul>
    </div>
  `;
}

function comparedRun(runs: readonly RunView[], place: number, labels: readonly string[], host: Host): TemplateResult {
  const run = runs[place];
  const label = labels[place];
  const others = runs.filter((other) => other !== run).map((other) => other.id);
  const show = () => host.post({ type: 'show', run: run.id });
  const useAsBaseline = () => host.post({ type: 'baseline', runs: [run.id, ...others] });
  const name = host.interactive
    ? html`<button type="button" class="link" title=${t`Show ${label} alone`} @click=${show}>${label}</button>`
    : html`<span>${label}</span>`;
  const baseline =
    place === 0
      ? html`<span class="detail"> (baseline)</span>`
      : host.interactive
        ? html`<button type="button" class="link" aria-label=${t`Use ${label} as baseline`} @click=${useAsBaseline}>Use as Baseline</button>`
        : nothing;
  return html`<li>${swatch(place)} ${name}<span class="detail"> ${describe(run)} </span>${baseline}</li>`;
}

/** The line of a run in every chart: its colour and its dashes. */
export function swatch(place: number): TemplateResult {
  return html`<svg class=${`swatch run-${place % 5}`} width="22" height="8" viewBox="0 0 22 8" aria-hidden="true"><path d="M0 4H22"></path></svg>`;
}

function actions(runs: readonly RunView[], host: Host): TemplateResult {
  const ids = runs.map((run) => run.id);
  if (runs.some((run) => run.state === 'running')) return html`<div class="actions"></div>`;
  const again = (newSeed: boolean) => () => host.post({ type: 'runAgain', run: ids[0], newSeed });
  const exported = (title: string, format: DataFormat) => ({
    title,
    run: () => host.post({ type: 'exportData', runs: ids, format }),
  });
  const formats = () => [
    exported(t('HTML Report…'), 'html'),
    exported('CSV…', 'csv'),
    exported(t('Parquet…'), 'parquet'),
    exported('JSON…', 'json'),
  ];
  return html`
    <div class="actions">
      ${
        runs.length === 1
          ? html`
              <button type="button" class="primary" @click=${again(false)}>Run Again</button>
              <button type="button" class="secondary" title="Run again with another seed" @click=${again(true)}>New Seed</button>
            `
          : nothing
      }
      <button type="button" class="secondary" @click=${() => host.post({ type: 'compare', runs: ids })}>Compare…</button>
      ${menu(EXPORT, formats)}
    </div>
  `;
}
