import type { PanelChoices } from '../../../server/protocol/panel.js';
import { count, duration, quantity, quantityRange } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { faultBands, faultBandsHeight } from '../charts/fault-bands.js';
import { baseOptions, besideTime, legend, quantityAxis, timeAxis, tooltip } from '../charts/options.js';
import { BAND_HEIGHT, haveLines, protocolBands, switchLines } from '../charts/switch-lines.js';
import { switchMarks } from '../charts/switch-marks.js';
import type { DataTable } from '../dom/data-table.js';
import { listedEpochs } from '../story/story-words.js';
import { DASHES, translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { faultsSentence } from '../time/fault-lanes.js';
import { binText, endOf, runRange, type SeriesColumn, shownBins, shownWindow, valueAt } from '../time/run-time.js';
import { TIME_PADDING } from '../time/time-area.js';
import { counted } from '../words/counted.js';
import { runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { type AnyChart, asChart, type ChartFigure } from './figure.js';

/** Transactions per second over simulated time, with the switches of configuration marked. */
export const throughput: ChartFigure = {
  id: 'throughput',
  kind: 'chart',
  axis: 'run',
  title: () => t('Throughput over time'),
  wide: true,
  height: (runs) => 220 + faultsHeight(runs),
  origin: () => 'primary.blockSize',
  hasData: (runs) => runs.some((run) => run.series.throughput.length > 0),
  configuration: (runs, theme, choices) => overTime(runs, theme, choices, 'throughput', 'tx/s', t('Throughput')),
  at: (runs, choices, seconds) => textAt(runs, choices, seconds, 'throughput', 'tx/s', t('Throughput')),
  chooseNear: nearestSwitch,
  sentence(runs, choices) {
    const bins = binText(runs, shownWindow(runs, choices));
    if (runs.length > 1) {
      const labels = runLabels(runs);
      const means = runs.map((run, i) => `${labels[i]} ${quantity(run.metrics['primary.throughput']?.mean, 'tx/s')}`);
      return t`Committed transactions per second, on average: ${means.join(', ')}. ${bins}`;
    }
    const [{ metrics, series, story, system }] = runs;
    const metric = metrics['primary.throughput'];
    const changed = story.epochs.length;
    const lines =
      changed === 0
        ? ''
        : haveLines(story.epochs)
          ? t`, lines the ${changed === 1 ? 'one' : changed} that changed the configuration (click a line to read why)`
          : t`; ${count(changed)} changed the configuration, too many for a line each`;
    const marks =
      series.switches.length > 0
        ? t` Ticks mark ${counted(series.switches.length, 'configuration switch', t('configuration switches'))}${lines}.`
        : '';
    const load = system.saturated ? t(' The primary is saturated: every block is full.') : '';
    const window = t`, ${quantityRange(metric?.p5, metric?.p95, 'tx/s')} in 90 % of 10-second windows`;
    const varies = metric && metric.p5 !== metric.p95 ? window : '';
    const faults = faultsSentence(runs[0].faults ?? []);
    return t`The primary commits ${quantity(metric?.mean, 'tx/s')} on average${varies}.${load}${marks} ${faults} ${bins}`.replaceAll(
      '  ',
      ' ',
    );
  },
  numbers: (runs, choices) => seriesTable(runs, choices, 'throughput', 'tx/s', t('Throughput')),
};

/** Transactions that wait; only where a workload fills a pool. */
export const pool: ChartFigure = {
  id: 'pool',
  kind: 'chart',
  axis: 'run',
  title: () => t('Transactions waiting over time'),
  wide: true,
  height: (runs) => 200 + faultsHeight(runs),
  origin: () => 'primary.workload',
  hasData: (runs) => runs.some((run) => run.series.pool.length > 0),
  configuration: (runs, theme, choices) => overTime(runs, theme, choices, 'pool', 'tx', t('Waiting')),
  at: (runs, choices, seconds) => textAt(runs, choices, seconds, 'pool', 'tx', t('Waiting')),
  chooseNear: nearestSwitch,
  sentence(runs, choices) {
    const labels = runLabels(runs);
    const waiting = runs.flatMap((run, i) => {
      const metric = run.metrics['primary.pool'];
      if (!metric) return [];
      const text = t`${quantity(metric.mean, 'tx')} on average, ${quantity(metric.p95, 'tx')} at the 95th percentile`;
      return [runs.length > 1 ? `${labels[i]} ${text}` : text];
    });
    return t`Transactions in the pool: ${waiting.join('; ')}. ${binText(runs, shownWindow(runs, choices))}`;
  },
  numbers: (runs, choices) => seriesTable(runs, choices, 'pool', 'tx', t('Waiting')),
};

/** Transactions that were dropped because the pool was full; shown only if there are any. */
export const drops: ChartFigure = {
  id: 'drops',
  kind: 'chart',
  axis: 'run',
  title: () => t('Transactions dropped over time'),
  wide: true,
  height: (runs) => 160 + faultsHeight(runs),
  origin: () => 'primary.workload',
  hasData: (runs) => runs.some((run) => run.series.dropped.some((rate) => rate > 0)),
  configuration: (runs, theme, choices) => overTime(runs, theme, choices, 'dropped', 'tx/s', t('Dropped')),
  at: (runs, choices, seconds) => textAt(runs, choices, seconds, 'dropped', 'tx/s', t('Dropped')),
  sentence(runs, choices) {
    const labels = runLabels(runs);
    const dropped = runs.map((run, i) => {
      const { dropped: rates, step } = run.series;
      const total = Math.round(rates.reduce((sum, rate) => sum + rate * step, 0));
      const share = rates.filter((rate) => rate > 0).length / Math.max(1, rates.length);
      const text =
        total === 0 ? 'none' : t`${counted(total, 'transaction')} in ${Math.ceil(share * 100)} % of the time`;
      return runs.length > 1 ? `${labels[i]} ${text}` : text;
    });
    return t`Transactions dropped because the pool was full: ${dropped.join('; ')}. ${binText(runs, shownWindow(runs, choices))}`;
  },
  numbers: (runs, choices) => seriesTable(runs, choices, 'dropped', 'tx/s', t('Dropped')),
};

/** Room that the bands of faults take; several runs have none. */
function faultsHeight(runs: readonly RunView[]): number {
  return runs.length === 1 ? faultBandsHeight(runs[0].faults ?? []) : 0;
}

/** The configuration block of the switch whose line stands nearest to a time, if one is within reach. */
function nearestSwitch([run]: readonly RunView[], seconds: number, reach: number): number | undefined {
  const near = listedEpochs(run.story).filter(({ from }) => Math.abs(from - seconds) <= reach);
  return near.sort((a, b) => Math.abs(a.from - seconds) - Math.abs(b.from - seconds))[0]?.height;
}

function overTime(
  runs: readonly RunView[],
  theme: Theme,
  choices: PanelChoices,
  column: SeriesColumn,
  unit: string,
  title: string,
): AnyChart {
  const labels = runLabels(runs);
  const window = shownWindow(runs, choices);
  const bins = runs.map((run) => shownBins(run.series, column, window));
  const alone = runs.length === 1;
  const values = bins.flatMap((run) => run.values);
  const { epochs, initial } = runs[0].story;
  const faults = alone ? (runs[0].faults ?? []) : [];
  const hasBand = alone && protocolBands(epochs, initial.consensus).length > 1;
  const above = hasBand ? BAND_HEIGHT : 8;
  return asChart({
    type: 'line',
    data: {
      datasets: runs.map((_, i) => {
        const colour = theme.palette.runs[i % theme.palette.runs.length];
        return {
          label: labels[i],
          data: bins[i].values.map((y, place) => ({ x: bins[i].from[place] + bins[i].step / 2, y })),
          borderColor: colour,
          backgroundColor: translucent(colour, 0.12),
          fill: false,
          borderDash: DASHES[i % DASHES.length],
          borderWidth: 1.5,
          pointRadius: 0,
          pointHitRadius: 6,
        };
      }),
    },
    options: {
      ...baseOptions(theme),
      layout: { padding: { top: above + faultBandsHeight(faults), right: TIME_PADDING } },
      parsing: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: timeAxis(theme, window, runRange(runs).whole.to),
        y: besideTime(quantityAxis(theme, values, unit, { title, beginAtZero: true, grace: '5%' })),
      },
      plugins: {
        legend: legend(theme, !alone, 'line'),
        tooltip: {
          ...tooltip(theme),
          displayColors: !alone,
          callbacks: {
            title: ([item]) => (item ? t`At ${duration(Math.round(item.parsed.x ?? 0))}` : ''),
            label: ({ dataset, parsed }) => `${alone ? '' : `${dataset.label}: `}${quantity(parsed.y, unit)}`,
          },
        },
      },
    },
    plugins: alone
      ? [
          faultBands(faults, endOf(runs[0]), theme),
          switchMarks(runs[0].series.switches, theme.palette.switch),
          switchLines(epochs, initial.consensus ?? '', theme),
        ]
      : [],
  });
}

/** What a figure shows at a moment: the mean of the bin that holds it. */
function textAt(
  runs: readonly RunView[],
  choices: PanelChoices,
  seconds: number,
  column: SeriesColumn,
  unit: string,
  title: string,
): string {
  const labels = runLabels(runs);
  const window = shownWindow(runs, choices);
  const texts = runs.flatMap((run, i) => {
    const value = valueAt(shownBins(run.series, column, window), seconds);
    return value === undefined ? [] : [`${runs.length > 1 ? `${labels[i]} ` : ''}${quantity(value, unit)}`];
  });
  return texts.length > 0 ? `${title.toLowerCase()} ${texts.join(', ')}` : '';
}

function seriesTable(
  runs: readonly RunView[],
  choices: PanelChoices,
  column: SeriesColumn,
  unit: string,
  title: string,
): DataTable {
  const labels = runLabels(runs);
  const window = shownWindow(runs, choices);
  const bins = runs.map(({ series }) => shownBins(series, column, window));
  const longest = bins.reduce((a, b) => (b.values.length > a.values.length ? b : a));
  return {
    caption: t`${title}, averaged over bins of ${duration(longest.step)}`,
    columns: [{ title: t('From') }, ...runs.map((_, i) => ({ title: runs.length > 1 ? labels[i] : title, unit }))],
    rows: longest.values.map((_, place) => [
      `${longest.from[place]} s`,
      ...bins.map(({ values }) => values[place] ?? null),
    ]),
  };
}
