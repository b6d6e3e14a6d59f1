import { count, percent, quantity } from '../../../server/protocol/quantities.js';
import type { RunView, TrafficRow } from '../../../server/protocol/run-view.js';
import { barLabels } from '../charts/bar-labels.js';
import { baseOptions, categoryAxis, legend, tooltip } from '../charts/options.js';
import { fill, PHASE_TEXTURES, TEXTURES, type Texture } from '../charts/textures.js';
import type { Palette } from '../theme/palettes.js';
import { runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { asChart, type ChartFigure } from './figure.js';

/** Bytes by chain and kind of message. */
export const traffic: ChartFigure = {
  id: 'traffic',
  kind: 'chart',
  title: () => t('Traffic by kind of message'),
  wide: true,
  height: (runs) => 40 + kinds(runs).length * (runs.length === 1 ? 24 : 12 + 18 * runs.length),
  origin: () => 'primary.dissemination',
  hasData: (runs) => runs.some((run) => run.traffic.length > 0),
  configuration(runs, theme) {
    const rows = kinds(runs);
    const alone = runs.length === 1;
    const datasets = runs.map((run, i) => ({
      label: runLabels(runs)[i],
      data: rows.map((row) => bytesOf(run, row)),
      backgroundColor: alone
        ? rows.map((row) => fill(theme, chainColour(row.chain, theme.palette), CHAIN_TEXTURES[row.chain] ?? 'plain'))
        : fill(theme, theme.palette.runs[i % theme.palette.runs.length], TEXTURES[i % TEXTURES.length]),
      borderColor: alone
        ? rows.map((row) => chainColour(row.chain, theme.palette))
        : theme.palette.runs[i % theme.palette.runs.length],
      borderWidth: theme.textured ? 1.5 : 0,
      minBarLength: 2,
      maxBarThickness: 18,
    }));
    return asChart({
      type: 'bar',
      data: { labels: rows.map(kindTitle), datasets },
      options: {
        ...baseOptions(theme),
        indexAxis: 'y',
        layout: { padding: { top: 4, right: 130 } },
        scales: {
          x: { display: false, beginAtZero: true },
          y: {
            ...categoryAxis(theme),
            ticks: { ...categoryAxis(theme).ticks, autoSkip: false, color: theme.foreground },
          },
        },
        plugins: {
          legend: legend(theme, !alone),
          tooltip: {
            ...tooltip(theme),
            callbacks: {
              label: ({ datasetIndex, dataIndex }) => {
                const found = find(runs[datasetIndex], rows[dataIndex]);
                return t`${quantity(found?.bytes ?? 0, 'B')} in ${count(found?.messages ?? 0)} messages`;
              },
            },
          },
        },
      },
      plugins: [
        barLabels(
          runs.map((run) => rows.map((row) => barText(run, row))),
          theme,
        ),
      ],
    });
  },
  sentence(runs) {
    const [run] = runs;
    const all = allBytes(run);
    const [largest] = run.traffic;
    const management = run.traffic.filter((row) => row.chain !== 'primary').reduce((sum, row) => sum + row.bytes, 0);
    const whose = runs.length > 1 ? ` of ${runLabels(runs)[0]}` : '';
    return (
      t`${kindTitle(largest)} messages make up ${percent(largest.bytes / all)} of ${quantity(all, 'B')}${whose}; ` +
      t`managing the chain (agreement and configuration blocks) takes ${percent(management / all)}.`
    );
  },
  numbers: (runs) => ({
    caption: t('Traffic by kind of message'),
    columns: [
      ...(runs.length > 1 ? [{ title: t('Run') }] : []),
      { title: t('Kind') },
      { title: t('Messages'), unit: '' },
      { title: t('Sent'), unit: 'B', mixed: true },
      { title: t('Share') },
    ],
    rows: runs.flatMap((run, i) => {
      const all = allBytes(run);
      return run.traffic.map((row) => [
        ...(runs.length > 1 ? [runLabels(runs)[i]] : []),
        kindTitle(row),
        row.messages,
        row.bytes,
        percent(row.bytes / all),
      ]);
    }),
  }),
};

/** A chain in the colour of a phase has the pattern of that phase, too. */
const CHAIN_TEXTURES: Record<string, Texture> = {
  primary: 'horizontal',
  management: PHASE_TEXTURES.agreement,
  configuration: PHASE_TEXTURES.propagation,
  recovery: 'counterdiagonal',
};

const CHAIN_TITLES: Record<string, string> = {
  primary: t('Primary'),
  management: t('Management'),
  configuration: t('Configuration'),
  recovery: t('Recovery'),
};

function chainColour(chain: string, palette: Palette): string {
  if (chain === 'management') return palette.agreement;
  if (chain === 'configuration') return palette.propagation;
  if (chain === 'recovery') return palette.switch;
  return palette.ordinary;
}

/** `prePrepare` of the chain `primary` reads `Primary pre-prepare`. */
function kindTitle({ chain, kind }: Pick<TrafficRow, 'chain' | 'kind'>): string {
  const words = kind
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace('pre prepare', 'pre-prepare');
  return `${CHAIN_TITLES[chain] ?? chain} ${words}`;
}

/** Kinds of all runs, in the order of the first run that has them. */
function kinds(runs: readonly RunView[]): TrafficRow[] {
  const seen = new Map<string, TrafficRow>();
  for (const run of runs)
    for (const row of run.traffic) if (!seen.has(`${row.chain}/${row.kind}`)) seen.set(`${row.chain}/${row.kind}`, row);
  return [...seen.values()];
}

function find(run: RunView, { chain, kind }: TrafficRow): TrafficRow | undefined {
  return run.traffic.find((row) => row.chain === chain && row.kind === kind);
}

function barText(run: RunView, row: TrafficRow): string {
  const bytes = bytesOf(run, row);
  if (bytes === 0) return '';
  return `${quantity(bytes, 'B')}\u2002${percent(bytes / allBytes(run))}`;
}

function allBytes(run: RunView): number {
  return run.traffic.reduce((sum, row) => sum + row.bytes, 0);
}

function bytesOf(run: RunView, row: TrafficRow): number {
  return find(run, row)?.bytes ?? 0;
}
