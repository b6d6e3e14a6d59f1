import { nothing, type TemplateResult } from 'lit-html';
import type { ExperimentView, FailureView } from '../../../server/protocol/experiment-view.js';
import { count } from '../../../server/protocol/quantities.js';
import type { Host } from '../model/host.js';
import { counted } from '../words/counted.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';
import { pointText } from './grid.js';

/** The maximum number of rows: where more replications fail, they fail for the same reason. */
const MAX_ROWS = 50;

/** Replications that failed on a cluster: which, where and why, each with its log; nothing where none failed. */
export function failureTable(view: ExperimentView, host: Host): TemplateResult | null {
  const { failures = [] } = view;
  if (failures.length === 0) return null;
  const final = failures.filter(({ isTriedAgain }) => !isTriedAgain).length;
  return html`
    <section class="failures" aria-labelledby="title-failures">
      <h2 id="title-failures">Failed replications</h2>
      <p class="finding">${finding(failures.length, final)}${view.exhausted ? html` ${remedy(view)}` : nothing}</p>
      <div class="table-scroll" tabindex="0" role="region" aria-label="Replications that failed">
        <table>
          <thead>
            <tr>
              ${[t('Point'), t('Replication'), t('Machine'), t('Why'), t('Log')].map((title) => html`<th scope="col" class="text">${title}</th>`)}
            </tr>
          </thead>
          <tbody>${failures.slice(0, MAX_ROWS).map((failure) => row(view, failure, host))}</tbody>
        </table>
      </div>
    </section>
  `;
}

function finding(failed: number, final: number): string {
  const shown = failed > MAX_ROWS ? t`; the first ${count(MAX_ROWS)} are listed` : '';
  if (final === 0) return t`${counted(failed, 'replication')} failed and will be tried once more${shown}.`;
  if (final === failed) return t`${counted(failed, 'replication')} failed and will not be tried again${shown}.`;
  return t`${counted(failed, 'replication')} failed; ${count(failed - final)} will be tried once more${shown}.`;
}

/** The text where all missing replications have failed, so that there is nothing to resume. */
function remedy({ id }: ExperimentView): TemplateResult {
  return html`No other replications are missing. If the cause is gone, delete <code>${`${id}/failed`}</code>; then the experiment can be resumed.`;
}

function row(view: ExperimentView, failure: FailureView, host: Host): TemplateResult {
  const { point, replication, message, times, host: machine, batch, isTriedAgain } = failure;
  const sentences = [
    message,
    ...(times > 1 ? [t`It failed ${count(times)} times.`] : []),
    ...(isTriedAgain ? [t('It will be tried once more.')] : []),
  ];
  const name = view.points.at(point);
  const log = t`batch ${batch}`;
  const show = () => host.post({ type: 'showLog', experiment: view.id, batch });
  return html`<tr>
    <th scope="row" class="text">${name ? pointText(view, name) : ''}</th>
    <td class="text replication" data-title=${t('Replication')}>${count(replication + 1)}</td>
    <td class="text machine">${machine}</td>
    <td class="text reason">${sentences.join(' ')}</td>
    <td class="text log">${
      host.interactive
        ? html`<button type="button" class="link" aria-label=${t`Show Log of ${log}`} @click=${show}>Show Log</button>`
        : log
    }</td>
  </tr>`;
}
