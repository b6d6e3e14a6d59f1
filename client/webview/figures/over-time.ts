import { count, counted, duration, quantity, quantityRange } from '../../../server/protocol/quantities.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { baseOptions, legend, quantityAxis, timeAxis, tooltip } from '../charts/options.js';
import { BAND_HEIGHT, protocolBands, switchLines } from '../charts/switch-lines.js';
import { switchMarks } from '../charts/switch-marks.js';
import { runLabels } from '../metric-names.js';
import { DASHES, translucent } from '../palettes.js';
import { haveLines, toldEpochs } from '../story/story-words.js';
import type { Theme } from '../theme.js';
import { type AnyChart, asChart, type ChartFigure } from './figure.js';

/** Transactions per second over simulated time, with the switches of configuration marked. */
export const throughput: ChartFigure = {
  id: 'throughput',
  kind: 'chart',
  title: () => 'Throughput over time',
  wide: true,
  height: 220,
  origin: () => 'primary.blockSize',
  hasData: (runs) => runs.some((run) => run.series.throughput.length > 0),
  configuration: (runs, theme) => overTime(runs, theme, 'throughput', 'tx/s', 'Throughput'),
  chooseNear: nearestSwitch,
  sentence(runs) {
    if (runs.length > 1) {
      const labels = runLabels(runs);
      const means = runs.map((run, i) => `${labels[i]} ${quantity(run.metrics['primary.throughput']?.mean, 'tx/s')}`);
      return `Committed transactions per second, on average: ${means.join(', ')}.`;
    }
    const [{ metrics, series, story, system }] = runs;
    const metric = metrics['primary.throughput'];
    const changed = story.epochs.length;
    const lines =
      changed === 0
        ? ''
        : haveLines(story.epochs)
          ? `, and lines the ${changed === 1 ? 'one' : changed} that changed something: click one to read why`
          : `; ${count(changed)} changed something, too many for a line each`;
    const marks =
      series.switches.length > 0
        ? ` Ticks at the foot mark ${counted(series.switches.length, 'switch').replace(/switchs$/, 'switches')} of configuration${lines}.`
        : '';
    const load = system.saturated ? ' The primary is saturated: every block is full.' : '';
    const window = `, ${quantityRange(metric?.p5, metric?.p95, 'tx/s')} in nine of ten windows of 10 s`;
    const varies = metric && metric.p5 !== metric.p95 ? window : '';
    return `The primary commits ${quantity(metric?.mean, 'tx/s')} on average${varies}.${load}${marks}`;
  },
  numbers: (runs) => seriesTable(runs, 'throughput', 'tx/s', 'Throughput'),
};

/** Transactions that wait; only where a workload fills a pool. */
export const pool: ChartFigure = {
  id: 'pool',
  kind: 'chart',
  title: () => 'Transactions waiting over time',
  wide: true,
  height: 200,
  origin: () => 'primary.workload',
  hasData: (runs) => runs.some((run) => run.series.pool.length > 0),
  configuration: (runs, theme) => overTime(runs, theme, 'pool', 'tx', 'Waiting'),
  chooseNear: nearestSwitch,
  sentence(runs) {
    const labels = runLabels(runs);
    const waiting = runs.flatMap((run, i) => {
      const metric = run.metrics['primary.pool'];
      if (!metric) return [];
      const text = `${quantity(metric.mean, 'tx')} on average, ${quantity(metric.p95, 'tx')} at the 95th percentile`;
      return [runs.length > 1 ? `${labels[i]} ${text}` : text];
    });
    return `Transactions in the pool: ${waiting.join('; ')}.`;
  },
  numbers: (runs) => seriesTable(runs, 'pool', 'tx', 'Waiting'),
};

/** Transactions that found the pool full; only where some did. */
export const drops: ChartFigure = {
  id: 'drops',
  kind: 'chart',
  title: () => 'Transactions dropped over time',
  wide: true,
  height: 160,
  origin: () => 'primary.workload',
  hasData: (runs) => runs.some((run) => run.series.dropped.some((rate) => rate > 0)),
  configuration: (runs, theme) => overTime(runs, theme, 'dropped', 'tx/s', 'Dropped'),
  sentence(runs) {
    const labels = runLabels(runs);
    const dropped = runs.map((run, i) => {
      const { dropped: rates, step } = run.series;
      const total = Math.round(rates.reduce((sum, rate) => sum + rate * step, 0));
      const share = rates.filter((rate) => rate > 0).length / Math.max(1, rates.length);
      const text = total === 0 ? 'none' : `${counted(total, 'transaction')} in ${Math.ceil(share * 100)} % of the time`;
      return runs.length > 1 ? `${labels[i]} ${text}` : text;
    });
    return `Transactions that found the pool full: ${dropped.join('; ')}.`;
  },
  numbers: (runs) => seriesTable(runs, 'dropped', 'tx/s', 'Dropped'),
};

/** The configuration block of the switch whose line stands nearest to a time, if one is within reach. */
function nearestSwitch([run]: readonly RunView[], seconds: number, reach: number): number | undefined {
  const near = toldEpochs(run.story).filter(({ from }) => Math.abs(from - seconds) <= reach);
  return near.sort((a, b) => Math.abs(a.from - seconds) - Math.abs(b.from - seconds))[0]?.height;
}

/** A column of a run's series. */
type SeriesColumn = 'throughput' | 'pool' | 'dropped';

function overTime(runs: readonly RunView[], theme: Theme, column: SeriesColumn, unit: string, title: string): AnyChart {
  const labels = runLabels(runs);
  const alone = runs.length === 1;
  const values = runs.flatMap((run) => run.series[column]);
  const { epochs, initial } = runs[0].story;
  const hasBand = alone && protocolBands(epochs, initial.consensus).length > 1;
  const end = Math.max(...runs.map((run) => (run.state === 'stopped' ? run.simulatedSeconds : run.duration)));
  return asChart({
    type: 'line',
    data: {
      datasets: runs.map((run, i) => {
        const colour = theme.palette.runs[i % theme.palette.runs.length];
        return {
          label: labels[i],
          data: run.series[column].map((y, place) => ({ x: run.series.start + (place + 0.5) * run.series.step, y })),
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
      layout: { padding: { top: hasBand ? BAND_HEIGHT : 8, right: 8 } },
      parsing: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: timeAxis(theme, end),
        y: quantityAxis(theme, values, unit, { title, beginAtZero: true, grace: '5%' }),
      },
      plugins: {
        legend: legend(theme, !alone, 'line'),
        tooltip: {
          ...tooltip(theme),
          displayColors: !alone,
          callbacks: {
            title: ([item]) => (item ? `At ${duration(Math.round(item.parsed.x ?? 0))}` : ''),
            label: ({ dataset, parsed }) => `${alone ? '' : `${dataset.label}: `}${quantity(parsed.y, unit)}`,
          },
        },
      },
    },
    plugins: alone
      ? [
          switchMarks(runs[0].series.switches, theme.palette.switch),
          switchLines(epochs, initial.consensus ?? '', theme),
        ]
      : [],
  });
}

function seriesTable(runs: readonly RunView[], column: SeriesColumn, unit: string, title: string) {
  const labels = runLabels(runs);
  const longest = runs.reduce((a, b) => (b.series[column].length > a.series[column].length ? b : a)).series;
  return {
    caption: `${title}, averaged over stretches of ${duration(longest.step)}`,
    columns: [{ title: 'From' }, ...runs.map((_, i) => ({ title: runs.length > 1 ? labels[i] : title, unit }))],
    rows: longest[column].map((_, place) => [
      `${longest.start + place * longest.step} s`,
      ...runs.map((run) => run.series[column][place] ?? null),
    ]),
  };
}
