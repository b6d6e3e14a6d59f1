import { nothing, type TemplateResult } from 'lit-html';
import type { RunView, WarningView } from '../../../server/protocol/run-view.js';
import { ICONS } from '../dom/icons.js';
import type { Host } from '../model/host.js';
import { html } from '../words/html.js';
import { runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';

/**
 * The warnings about a run. Each links to its place in the text, or to its time in the plots.
 *
 * @param showMoment centres the figures over time on a moment, s since the start of the run
 */
export function warningList(
  runs: readonly RunView[],
  outdated: readonly string[],
  host: Host,
  showMoment: (seconds: number) => void,
): TemplateResult | null {
  const labels = runLabels(runs);
  const items = runs.flatMap((run, i) =>
    [...(outdated.includes(run.id) ? [OUTDATED] : []), ...run.warnings].map((warning) =>
      item(warning, run, runs.length > 1 ? labels[i] : null, host, showMoment),
    ),
  );
  return items.length === 0 ? null : html`<ul class="warnings" aria-label="Notes on this run">${items}</ul>`;
}

/** The warning about a text that has changed since; the host reports it. */
const OUTDATED: WarningView = {
  code: 'text-changed',
  severity: 'information',
  message: t('The text has changed since this run.'),
};

function item(
  warning: WarningView,
  run: RunView,
  label: string | null,
  host: Host,
  showMoment: (seconds: number) => void,
): TemplateResult {
  const { origin, severity, code, message, at } = warning;
  const show = () => {
    if (origin) host.post({ type: 'reveal', run: run.id, origin });
  };
  const link =
    origin && host.interactive
      ? html`<button type="button" class="link" aria-label=${t`Show ${origin} in Editor`} @click=${show}>Show in Editor</button>`
      : nothing;
  const moment =
    at === undefined
      ? nothing
      : html`<button type="button" class="link" @click=${() => showMoment(at)}>Show in Plots</button>`;
  const text = html`<span>${label ? `${label}: ` : ''}${message} ${link}${moment}</span>`;
  return html`<li class=${`warning ${severity}`} data-code=${code}>${ICONS[severity]()}${text}</li>`;
}
