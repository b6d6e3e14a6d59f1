import { quantity } from '../../../server/protocol/quantities.js';
import type { ReceiptsView, RunView } from '../../../server/protocol/run-view.js';
import { baseOptions, categoryAxis, legend, quantityAxis, tooltip } from '../charts/options.js';
import { fill } from '../charts/textures.js';
import { counted } from '../words/counted.js';
import { runLabels } from '../words/metric-names.js';
import { nodeTitle } from '../words/node-names.js';
import { t } from '../words/texts.js';
import { asChart, type ChartFigure } from './figure.js';

/** More bars than this are not legible; the table has all of them. */
const MAX_BARS = 24;

type Sets = ReceiptsView['groups'];

/** The times at which nodes have a block of the primary, by groups where there are several, else by places. */
export const receipts: ChartFigure = {
  id: 'receipts',
  kind: 'chart',
  title: () => t('Time until nodes have a block'),
  height: 260,
  origin: () => 'topology',
  hasData: (runs) => runs.some((run) => run.receipts.proposers.length > 0),
  configuration(runs, theme) {
    const alone = runs.length === 1;
    const names = shownNames(runs);
    const values = runs.map((run) => names.map((name) => meanOf(setsOf(runs, run), name)));
    return asChart({
      type: 'bar',
      data: {
        labels: names,
        datasets: runs.map((_, i) => {
          const colour = alone ? theme.palette.ordinary : theme.palette.runs[i % theme.palette.runs.length];
          return {
            label: runLabels(runs)[i],
            data: values[i],
            backgroundColor: fill(theme, colour, 'plain'),
            borderColor: colour,
            borderWidth: theme.textured ? 1.5 : 0,
            maxBarThickness: 36,
          };
        }),
      },
      options: {
        ...baseOptions(theme),
        scales: {
          x: categoryAxis(theme, ''),
          y: quantityAxis(
            theme,
            values.flat().filter((value) => value !== null),
            's',
            {
              title: t('After the proposal'),
              beginAtZero: true,
            },
          ),
        },
        plugins: {
          legend: legend(theme, !alone),
          tooltip: {
            ...tooltip(theme),
            callbacks: {
              label: ({ dataset, parsed }) => `${alone ? t('Mean') : dataset.label}: ${quantity(parsed.y, 's')}`,
            },
          },
        },
      },
    });
  },
  sentence(runs) {
    const labels = runLabels(runs);
    const shares = runs.map((run, i) => `${runs.length > 1 ? `${labels[i]}: ` : ''}${sharesText(run)}`);
    return t`${shares.join(' ')} Bars: mean time from a block’s proposal until ${setWord(runs)} has it.`;
  },
  numbers: (runs) => ({
    caption: t(
      'Mean time from the proposal of a block until nodes have it; for proposers, until 80 % of the nodes have it',
    ),
    columns: [
      ...(runs.length > 1 ? [{ title: t('Run') }] : []),
      { title: t('Set') },
      { title: t('Name') },
      { title: t('Nodes or blocks'), unit: '' },
      { title: t('Mean'), unit: 's' },
    ],
    rows: runs.flatMap((run, i) => {
      const { groups, places, proposers } = run.receipts;
      const whose = runs.length > 1 ? [runLabels(runs)[i]] : [];
      return [
        ...groups.map(({ name, nodes, mean }) => [...whose, 'group', name, nodes, mean]),
        ...places.map(({ name, nodes, mean }) => [...whose, 'place', name, nodes, mean]),
        ...proposers.map(({ node, blocks, mean }) => [...whose, 'proposer', nodeTitle(run, node), blocks, mean]),
      ];
    }),
  }),
};

function hasGroups(runs: readonly RunView[]): boolean {
  return runs.some((run) => run.receipts.groups.length > 1);
}

function setsOf(runs: readonly RunView[], { receipts: { groups, places } }: RunView): Sets {
  return hasGroups(runs) ? groups : places;
}

/** The sets of all runs, the earliest first. */
function shownNames(runs: readonly RunView[]): string[] {
  const sets = runs.flatMap((run) => setsOf(runs, run)).sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0));
  return [...new Set(sets.map(({ name }) => name))].slice(0, MAX_BARS);
}

function meanOf(sets: Sets, wanted: string): number | null {
  return sets.find(({ name }) => name === wanted)?.mean ?? null;
}

function setWord(runs: readonly RunView[]): string {
  if (hasGroups(runs)) return t('a node of the group');
  const places = new Set(runs.flatMap((run) => run.receipts.places.map(({ name }) => name))).size;
  return places > MAX_BARS
    ? t`a node of the place (the ${MAX_BARS} earliest of ${counted(places, 'place')})`
    : t('a node of the place');
}

function sharesText({ metrics }: RunView): string {
  const median = (share: number) => quantity(metrics[`block.received${share}`]?.median, 's');
  return t`Half of the nodes have a block ${median(50)} after its proposal, 80 % after ${median(80)}, all after ${median(100)} (medians).`;
}
