import type { Chart } from 'chart.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import { baseOptions, categoryAxis, legend, quantityAxis, tooltip } from '../charts/options.js';
import { sideLabels } from '../charts/side-labels.js';
import { fill, TEXTURES } from '../charts/textures.js';
import { type Whisker, whiskers } from '../charts/whiskers.js';
import { labelLines, PHASE_NODES, PHASES, type Phase, phaseTitle, runLabels } from '../metric-names.js';
import { percent, quantity, quantityRange } from '../quantities.js';
import type { Theme } from '../theme.js';
import { asChart, type ChartFigure } from './figure.js';
import { countedText } from './node-names.js';

const LABEL_SPACE = 190;

/** Mean delay of each phase, stacked, with the spread of each: what Figure 4 of the paper shows for each setting. */
export const delayPhases: ChartFigure = {
  id: 'delay-phases',
  kind: 'chart',
  title: () => 'Management delay by phase',
  paper: 'Figure 4',
  height: 300,
  origin: () => 'management',
  hasData: (runs) => runs.some((run) => phaseMean(run, 'agreement') !== null),
  configuration(runs, theme) {
    const labels = runLabels(runs).map(labelLines);
    const alone = runs.length === 1;
    return asChart({
      type: 'bar',
      data: {
        labels,
        datasets: PHASES.map((phase, i) => ({
          label: phaseTitle(phase),
          data: runs.map((run) => phaseMean(run, phase) ?? 0),
          backgroundColor: fill(theme, theme.palette[phase], TEXTURES[i]),
          borderColor: theme.textured ? theme.palette[phase] : theme.background,
          borderWidth: theme.textured ? 1.5 : { top: i < PHASES.length - 1 ? 1 : 0, left: 0, right: 0, bottom: 0 },
          maxBarThickness: 84,
          categoryPercentage: 0.7,
        })),
      },
      options: {
        ...baseOptions(theme),
        layout: { padding: { top: 8, right: alone ? LABEL_SPACE : 8 } },
        scales: {
          x: {
            ...categoryAxis(theme),
            stacked: true,
            ticks: { ...categoryAxis(theme).ticks, autoSkip: false, display: !alone },
          },
          y: quantityAxis(theme, runs.map(highestWhisker), 's', {
            title: 'Delay after the interval’s end',
            stacked: true,
            beginAtZero: true,
            suggestedMax: 1.02 * Math.max(...runs.map(highestWhisker)),
          }),
        },
        plugins: {
          legend: legend(theme, !alone),
          tooltip: {
            ...tooltip(theme),
            callbacks: {
              label: ({ dataset, dataIndex }) => {
                const phase = PHASES.find((candidate) => phaseTitle(candidate) === dataset.label) ?? 'agreement';
                return `${dataset.label}: ${phaseText(runs[dataIndex], phase)}`;
              },
            },
          },
        },
      },
      plugins: [
        whiskers(runs.flatMap(phaseWhiskers), theme.foreground, theme.background),
        ...(alone ? [phaseLabels(runs[0], theme)] : []),
      ],
    });
  },
  sentence(runs) {
    const [first] = runs;
    const total = first.metrics['delay.total'];
    const shares = PHASES.map((phase) => ({ phase, mean: phaseMean(first, phase) ?? 0 })).sort(
      (a, b) => b.mean - a.mean,
    );
    const [largest] = shares;
    const spread = 'Whiskers reach from the 5th to the 95th percentile of each phase.';
    if (runs.length > 1) {
      const labels = runLabels(runs);
      const totals = runs.map((run, i) => `${labels[i]} ${quantity(run.metrics['delay.total']?.mean, 's')}`);
      return `From the end of the interval to the new configuration in force: ${totals.join(', ')} on average. ${PHASE_NODES} ${spread}`;
    }
    return (
      `A new configuration is in force ${quantity(total?.mean, 's')} after the interval ends, on average over the ` +
      `fastest ${countedText(first)}; ` +
      `${percent(largest.mean / (total?.mean ?? 1))} of that is ${largest.phase}. ${PHASE_NODES} ${spread}`
    );
  },
  numbers: (runs) => ({
    caption: 'Management delay by phase',
    columns: [
      ...(runs.length > 1 ? [{ title: 'Run' }] : []),
      { title: 'Phase' },
      { title: 'Mean', unit: 's' },
      { title: '± 95 %', unit: 's' },
      { title: 'SD', unit: 's' },
      { title: 'P5', unit: 's' },
      { title: 'Median', unit: 's' },
      { title: 'P95', unit: 's' },
      { title: 'Samples', unit: '' },
    ],
    rows: runs.flatMap((run, i) =>
      [...PHASES, 'total' as const].map((phase) => {
        const metric = run.metrics[`delay.${phase}`];
        return [
          ...(runs.length > 1 ? [runLabels(runs)[i]] : []),
          phase === 'total' ? 'Total' : phaseTitle(phase),
          metric?.mean ?? null,
          metric?.halfWidth ?? null,
          metric?.sd ?? null,
          metric?.p5 ?? null,
          metric?.median ?? null,
          metric?.p95 ?? null,
          metric?.n ?? 0,
        ];
      }),
    ),
  }),
};

function phaseMean(run: RunView, phase: Phase): number | null {
  return run.metrics[`delay.${phase}`]?.mean ?? null;
}

/** Sum of the means of the phases before `phase`. */
function startOf(run: RunView, phase: Phase): number {
  return PHASES.slice(0, PHASES.indexOf(phase)).reduce((sum, earlier) => sum + (phaseMean(run, earlier) ?? 0), 0);
}

/** Beside one another, because the ranges of neighbouring phases overlap. */
function phaseWhiskers(run: RunView, category: number): Whisker[] {
  return PHASES.flatMap((phase, i) => {
    const { p5, p95 } = run.metrics[`delay.${phase}`] ?? {};
    if (p5 === null || p5 === undefined || p95 === null || p95 === undefined) return [];
    const start = startOf(run, phase);
    return [{ category, low: start + p5, high: start + p95, offset: (i - 1) * 14 }];
  });
}

function highestWhisker(run: RunView): number {
  return Math.max(0, ...phaseWhiskers(run, 0).map((whisker) => whisker.high));
}

function phaseText(run: RunView, phase: Phase): string {
  const metric = run.metrics[`delay.${phase}`];
  return `${quantity(metric?.mean, 's')} (${quantityRange(metric?.p5, metric?.p95, 's')})`;
}

function phaseLabels(run: RunView, theme: Theme) {
  const labels = PHASES.map((phase) => ({
    value: startOf(run, phase) + (phaseMean(run, phase) ?? 0) / 2,
    title: `${phaseTitle(phase)} ${quantity(phaseMean(run, phase), 's')}`,
    detail: quantityRange(run.metrics[`delay.${phase}`]?.p5, run.metrics[`delay.${phase}`]?.p95, 's'),
  }));
  const rightOfBar = (chart: Chart) => {
    const [bar] = chart.getDatasetMeta(0).data;
    const { x, width } = bar.getProps(['x', 'width'], true) as { x: number; width: number };
    return x + width / 2 + 4;
  };
  return sideLabels(labels, theme, rightOfBar);
}
