import type { TimeWindow } from '../../../server/protocol/panel.js';
import { count, duration, quantity, quantityRange } from '../../../server/protocol/quantities.js';
import type { DelayHistory, RunView } from '../../../server/protocol/run-view.js';
import { faultBands, faultBandsHeight } from '../charts/fault-bands.js';
import { baseOptions, besideTime, legend, quantityAxis, timeAxis, tooltip } from '../charts/options.js';
import { fill, PHASE_TEXTURES } from '../charts/textures.js';
import { DASHES } from '../theme/palettes.js';
import { endOf, runRange, shownWindow } from '../time/run-time.js';
import { TIME_PADDING } from '../time/time-area.js';
import { PHASE_NODES, PHASES, phaseTitle, runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { asChart, type ChartFigure } from './figure.js';
import { slowestBlock } from './reconfiguration-choice.js';

/** The delay of every configuration block, phase by phase; several runs show their totals. */
export const delayHistory: ChartFigure = {
  id: 'delay-history',
  kind: 'chart',
  axis: 'run',
  title: () => t('Management delay over time'),
  wide: true,
  height: (runs) => 240 + (runs.length === 1 ? faultBandsHeight(runs[0].faults ?? []) : 0),
  origin: () => 'management.interval',
  hasData: (runs) => runs.some((run) => run.delays.height.length > 0),
  configuration(runs, theme, choices) {
    const window = shownWindow(runs, choices);
    const faults = runs.length === 1 ? (runs[0].faults ?? []) : [];
    const most = Math.max(...runs.map(({ delays }) => delays.height.length));
    const over = ({ delays: { due } }: RunView, delays: readonly number[]) =>
      delays.map((y, place) => ({ x: due[place], y }));
    const datasets =
      runs.length === 1
        ? PHASES.map((phase) => ({
            label: phaseTitle(phase),
            data: over(runs[0], runs[0].delays[phase]),
            backgroundColor: fill(theme, theme.palette[phase], PHASE_TEXTURES[phase]),
            borderColor: theme.palette[phase],
            borderWidth: theme.textured ? 1 : 0,
            categoryPercentage: 1,
            barPercentage: most > 60 ? 0.85 : 0.75,
            maxBarThickness: 36,
          }))
        : [];
    const lines = runs.map((run, i) => ({
      label: runLabels(runs)[i],
      data: over(run, run.delays.total),
      borderColor: theme.palette.runs[i % theme.palette.runs.length],
      borderDash: DASHES[i % DASHES.length],
      borderWidth: 1.5,
      pointRadius: 0,
      pointHitRadius: 8,
    }));
    const options = {
      ...baseOptions(theme),
      layout: { padding: { top: 8 + faultBandsHeight(faults), right: TIME_PADDING } },
      parsing: false as const,
      interaction: { mode: 'index' as const, axis: 'x' as const, intersect: false },
      scales: {
        x: { ...timeAxis(theme, window, runRange(runs).whole.to), stacked: runs.length === 1 },
        y: besideTime(
          quantityAxis(
            theme,
            runs.flatMap((run) => run.delays.total),
            's',
            { title: t('Delay'), stacked: runs.length === 1, beginAtZero: true },
          ),
        ),
      },
      plugins: {
        legend: legend(theme, true, runs.length === 1 ? 'patch' : 'line'),
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            title: ([item]: { dataIndex: number }[]) => blockTitle(runs[0].delays, item.dataIndex),
            label: (item: { dataset: { label?: string }; parsed: { y: number | null } }) =>
              `${item.dataset.label}: ${quantity(item.parsed.y, 's')}`,
            footer: ([item]: { dataIndex: number }[]) =>
              runs.length === 1
                ? t`Total: ${quantity(runs[0].delays.total[item.dataIndex], 's')}. Click for its timeline.`
                : '',
          },
        },
      },
    };
    return runs.length === 1
      ? asChart({
          type: 'bar',
          data: { datasets },
          options,
          plugins: [faultBands(faults, endOf(runs[0]), theme)],
        })
      : asChart({ type: 'line', data: { datasets: lines }, options });
  },
  at(runs, choices, seconds) {
    const labels = runLabels(runs);
    const texts = runs.flatMap((run, i) => {
      const { height, due, total } = run.delays;
      const place = nearest(due, seconds);
      if (place === undefined || !isWithin(due[place], shownWindow(runs, choices))) return [];
      return [t`${runs.length > 1 ? `${labels[i]} ` : ''}block ${height[place]} ${quantity(total[place], 's')}`];
    });
    return texts.length > 0 ? t`delay of configuration ${texts.join(', ')}` : '';
  },
  choose: (runs, index) => ({ reconfiguration: runs[0].delays.height[index] ?? null }),
  sentence(runs) {
    if (runs.length > 1) {
      const labels = runLabels(runs);
      const ranges = runs.map((run, i) => `${labels[i]} ${range(run)}`);
      return t`Total delay of each configuration block, averaged over the 2f+1 validators that apply it first: ${ranges.join('; ')}.`;
    }
    const [run] = runs;
    const reading = t('Each bar stands where its interval ended; click one to see its timeline.');
    return [tookText(run), slowestText(run), changedText(run), PHASE_NODES, reading].filter(Boolean).join(' ');
  },
  numbers: (runs) => ({
    caption: t`Delay of each configuration block, averaged over nodes. ${PHASE_NODES}`,
    columns: [
      ...(runs.length > 1 ? [{ title: t('Run') }] : []),
      { title: t('Block'), unit: '' },
      { title: t('Interval’s end (s)') },
      { title: t('Agreement'), unit: 's' },
      { title: t('Propagation'), unit: 's' },
      { title: t('Update'), unit: 's' },
      { title: t('Total'), unit: 's' },
      { title: t('Cycles'), unit: '' },
    ],
    rows: runs.flatMap((run, i) =>
      run.delays.height.map((height, block) => [
        ...(runs.length > 1 ? [runLabels(runs)[i]] : []),
        height,
        run.delays.due[block].toFixed(1),
        run.delays.agreement[block],
        run.delays.propagation[block],
        run.delays.update[block],
        run.delays.total[block],
        run.delays.cycles[block],
      ]),
    ),
  }),
};

function tookText({ delays: { total } }: RunView): string {
  return total.length === 1
    ? t`The only configuration block took ${quantity(total[0], 's')}.`
    : t`${count(total.length)} configuration blocks took ${quantityRange(Math.min(...total), Math.max(...total), 's')} each, on average over their nodes.`;
}

/** The place of the closest value, in ascending values. */
function nearest(values: readonly number[], wanted: number): number | undefined {
  let closest: number | undefined;
  values.forEach((value, place) => {
    if (closest === undefined || Math.abs(value - wanted) < Math.abs(values[closest] - wanted)) closest = place;
  });
  return closest;
}

function isWithin(seconds: number, { from, to }: TimeWindow): boolean {
  return seconds >= from && seconds <= to;
}

/** The text about the slowest block, with the delay of the timeline. */
function slowestText(run: RunView): string {
  const { height, due, slowest, total } = run.delays;
  const place = height.indexOf(slowestBlock(run) ?? 0);
  if (total.length < 2 || place < 0) return '';
  return t`Block ${height[place]}, due at ${duration(Math.round(due[place]))}, was the slowest: in force after ${quantity(slowest[place], 's')}.`;
}

/** The text where no block changed the configuration; blocks that did have a section of their own. */
function changedText({ story: { epochs, decisions } }: RunView): string {
  return epochs.length === 0 && decisions.length > 0 ? t('None changed the configuration.') : '';
}

function range(run: RunView): string {
  const all = run.delays.total;
  if (all.length === 0) return t('no blocks');
  return t`between ${quantity(Math.min(...all), 's')} and ${quantity(Math.max(...all), 's')}`;
}

function blockTitle(delays: DelayHistory, index: number): string {
  return t`Configuration block ${delays.height[index]}, due at ${duration(delays.due[index])}`;
}
