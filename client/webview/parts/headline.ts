import type { RunView } from '../../../server/protocol/run-view.js';
import { element } from '../elements.js';
import { overhead } from '../figures/block-times.js';
import { leftOutOfLatency } from '../figures/chosen-distribution.js';
import { countedText } from '../figures/node-names.js';
import { count, counted, NOTHING, percent, type Quantity, quantity, quantityParts } from '../quantities.js';

interface HeadlineFigure {
  label: string;
  value: Quantity;
  detail: string;
}

/** The few figures that answer what most people ask first. */
export function headline(run: RunView): HTMLElement {
  return element(
    'dl',
    { class: 'headline', 'aria-label': 'Headline figures' },
    ...headlineFigures(run).map(({ label, value, detail }) =>
      element(
        'div',
        { class: 'headline-figure' },
        element('dt', {}, label),
        element(
          'dd',
          {},
          element(
            'span',
            { class: 'value' },
            value.figure,
            value.unit ? element('span', { class: 'unit' }, ` ${value.unit}`) : null,
          ),
          element('span', { class: 'detail' }, detail),
        ),
      ),
    ),
  );
}

function headlineFigures(run: RunView): HeadlineFigure[] {
  const { metrics, blockTimes, system } = run;
  const delay = metrics['delay.total'];
  const through = metrics['primary.throughput'];
  const missed = metrics['management.intervalsMissed']?.total ?? 0;
  const failed = metrics['management.cyclesFailed']?.total ?? 0;
  const bytes = metrics['network.bytes']?.total ?? 0;
  const seconds = run.simulatedSeconds - run.warmup;
  const switching = blockTimes.switch.median;
  const leftOut = leftOutOfLatency(run);
  return [
    {
      label: 'Management delay',
      value: quantityParts(delay?.mean, 's'),
      detail:
        delay?.halfWidth === null || !delay
          ? run.counted
            ? `mean on ${countedText(run)}`
            : 'no configuration block yet'
          : `mean, ± ${quantity(delay.halfWidth, 's')} (95 %)`,
    },
    {
      label: 'Block time',
      value: quantityParts(blockTimes.normal.median, 's'),
      detail: `median of ${counted(blockTimes.normal.n, 'normal block')}`,
    },
    {
      label: 'Switch overhead',
      value: splitPercent(percent(overhead(run, 'median'), true)),
      detail: switching === null ? 'no switch yet' : `median ${quantity(switching, 's')} across a switch`,
    },
    {
      label: 'Throughput',
      value: quantityParts(through?.mean, 'tx/s'),
      detail: system.saturated
        ? 'saturated, every block full'
        : `latency ${quantity(metrics['primary.latency']?.mean, 's')}${leftOut ? `, without ${count(leftOut)} tx` : ''}`,
    },
    {
      label: 'Configuration blocks',
      value: { figure: count(metrics['management.blocks']?.total ?? 0), unit: '' },
      detail:
        missed + failed === 0
          ? 'none failed or missed'
          : `${counted(missed, 'interval')} missed, ${counted(failed, 'cycle')} failed`,
    },
    {
      label: 'Traffic',
      value: quantityParts(bytes, 'B'),
      detail: seconds > 0 ? `${quantity(bytes / seconds, 'B/s')} on average` : NOTHING,
    },
  ];
}

function splitPercent(text: string): Quantity {
  return text.endsWith('%') ? { figure: text.slice(0, -1).trim(), unit: '%' } : { figure: text, unit: '' };
}
