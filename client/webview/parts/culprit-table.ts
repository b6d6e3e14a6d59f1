import type { TemplateResult } from 'lit-html';
import { deedTitle } from '../../../server/protocol/culprits.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { dataTable } from '../dom/data-table.js';
import { html } from '../words/html.js';
import { runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';

/** The faulty acts of each node, and their cost in cycles or rounds, intervals and seconds; empty without any. */
export function culpritTable(runs: readonly RunView[]): TemplateResult | null {
  const labels = runLabels(runs);
  const rows = runs.flatMap((run, i) =>
    (run.culprits ?? []).map(({ name, chain, deed, count, failed, missed, seconds }) => [
      ...(runs.length > 1 ? [labels[i]] : []),
      name,
      chain,
      deedTitle(deed),
      count,
      failed,
      missed,
      seconds,
    ]),
  );
  if (rows.length === 0) return null;
  const table = dataTable({
    caption: t('What each node did, and what it cost'),
    columns: [
      ...(runs.length > 1 ? [{ title: t('Run') }] : []),
      { title: t('Node') },
      { title: t('Chain') },
      { title: t('What') },
      { title: t('Times'), unit: '' },
      { title: t('Failed'), unit: '' },
      { title: t('Missed'), unit: '' },
      { title: t('Cost'), unit: 's' },
    ],
    rows,
  });
  return html`
    <section class="culprits" aria-labelledby="title-culprits">
      <h2 id="title-culprits">Who did what</h2>
      <div class="table-scroll" tabindex="0" role="region" aria-label="What each node did">${table}</div>
      <p class="method">
        Failed: proposal cycles of the management chain, rounds of the primary. Missed: configuration block intervals with such a
        cycle. Several nodes can share in one.
      </p>
    </section>
  `;
}
