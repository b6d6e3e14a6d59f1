import { nothing, type TemplateResult } from 'lit-html';
import {
  count,
  counted,
  NO_VALUE,
  percent,
  type Quantity,
  quantity,
  quantityParts,
} from '../../../server/protocol/quantities.js';
import type { MetricView, RunView } from '../../../server/protocol/run-view.js';
import { hidesSwitchCost } from '../../../server/protocol/switch-cost.js';
import { overhead } from '../figures/block-times.js';
import { leftOutOfLatency } from '../figures/chosen-distribution.js';
import { html } from '../words/html.js';
import { t } from '../words/texts.js';

interface HeadlineFigure {
  label: string;
  value: Quantity;
  detail: string;
}

/** The few figures that most readers ask for first. */
export function headline(run: RunView): TemplateResult {
  return html`
    <dl class="headline" aria-label="Headline figures">
      ${headlineFigures(run).map(
        ({ label, value: { figure, unit }, detail }) => html`
          <div class="headline-figure">
            <dt>${label}</dt>
            <dd>
              <span class="value">${figure}${unit ? html`<span class="unit"> ${unit}</span>` : nothing}</span>
              <span class="detail">${detail}</span>
            </dd>
          </div>
        `,
      )}
    </dl>
  `;
}

/** The label, figure and detail of each; the history, the lens and the captions use the same words. */
export function headlineFigures(run: RunView): HeadlineFigure[] {
  const { metrics, system } = run;
  const delay = metrics['delay.total'];
  const blockTime = metrics['primary.blockTime'];
  const through = metrics['primary.throughput'];
  const missed = metrics['management.intervalsMissed']?.total ?? 0;
  const failed = metrics['management.cyclesFailed']?.total ?? 0;
  const bytes = metrics['network.bytes']?.total ?? 0;
  const seconds = run.simulatedSeconds - run.warmup;
  const leftOut = leftOutOfLatency(run);
  const change = overhead(run, 'mean');
  return [
    {
      label: t('Management delay'),
      value: quantityParts(delay?.mean, 's'),
      detail: run.counted ? t`mean${spread(delay)}; ${medianText(delay)}` : t('no configuration block yet'),
    },
    {
      label: t('Block time'),
      value: quantityParts(blockTime?.mean, 's'),
      detail: t`mean${spread(blockTime)}; ${medianText(blockTime)}`,
    },
    {
      label: t('Switch overhead'),
      value: splitPercent(percent(change, true)),
      detail:
        change === null
          ? hidesSwitchCost(run.blockTimes.switch)
            ? t('in the block before the switch')
            : t('no switch in this run')
          : t`of the mean; ${percent(overhead(run, 'median'), true)} of the median`,
    },
    {
      label: t('Throughput'),
      value: quantityParts(through?.mean, 'tx/s'),
      detail: system.saturated
        ? t('saturated: every block is full')
        : t`latency ${quantity(metrics['primary.latency']?.mean, 's')}${leftOut ? t`, excluding ${count(leftOut)} tx` : ''}`,
    },
    {
      label: t('Configuration blocks'),
      value: { figure: count(metrics['management.blocks']?.total ?? 0), unit: '' },
      detail:
        missed + failed === 0
          ? t('none failed or missed')
          : t`${counted(missed, 'interval')} missed, ${counted(failed, 'cycle')} failed`,
    },
    {
      label: t('Traffic'),
      value: quantityParts(bytes, 'B'),
      detail: seconds > 0 ? t`${quantity(bytes / seconds, 'B/s')} on average` : NO_VALUE,
    },
  ];
}

/** The 95 % confidence interval of a mean, where the run is long enough for one. */
function spread(metric: MetricView | undefined): string {
  return metric?.halfWidth == null ? '' : ` ± ${quantity(metric.halfWidth, metric.unit)}`;
}

function medianText(metric: MetricView | undefined): string {
  return t`median ${quantity(metric?.median, metric?.unit ?? '')}`;
}

function splitPercent(text: string): Quantity {
  return text.endsWith('%') ? { figure: text.slice(0, -1).trim(), unit: '%' } : { figure: text, unit: '' };
}
