import type { ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { percent } from '../../../server/protocol/quantities.js';
import { hiddenSwitchCost, hidesSwitchCost } from '../../../server/protocol/switch-cost.js';
import { blockTimePaint } from '../figures/block-times.js';
import { t } from '../words/texts.js';
import { type FigureContent, metricAt, shownLine } from './figure-content.js';
import { dimensionAlong, replicationsText, wordsAlong } from './grid.js';
import { type BoxKind, boxTable, footText, HOW_TO_READ, quantileBoxes } from './quantile-boxes.js';

const KINDS: readonly BoxKind[] = [
  {
    metric: 'blockTime.normal',
    title: t('Normal blocks'),
    paint: (theme) => blockTimePaint('normal', theme, theme.palette.ordinary),
  },
  {
    metric: 'blockTime.switch',
    title: t('Switch blocks'),
    paint: (theme) => blockTimePaint('switch', theme, theme.palette.switch),
  },
];

/** Block times under one configuration against those across a change of it, at every point: Figure 5 of the paper. */
export function blockTimeBoxes(view: ExperimentView, choices: ExperimentChoices): FigureContent {
  const points = shownLine(view, choices).points.map((place) => view.points[place]);
  return {
    id: 'experiment-block-times',
    title: t('Block times, normal vs. switch'),
    paper: t('Figure 5'),
    wide: true,
    sentence: `${overheadText(view, points, choices)}${HOW_TO_READ}${footText(points, KINDS)} ${replicationsText(points)}.`,
    numbers: boxTable(view, KINDS, t('Block times'), t('Blocks')),
    plot: {
      kind: 'chart',
      height: 320,
      configuration: (theme) => quantileBoxes(view, points, KINDS, t('Block time'), choices, theme),
    },
  };
}

/** How much longer a switch block takes than a normal one, at the median. */
function overheadText(view: ExperimentView, points: readonly PointView[], choices: ExperimentChoices): string {
  const along = dimensionAlong(view, choices.along);
  const changes = points.flatMap((point) => {
    const normal = metricAt(point, 'blockTime.normal')?.box.median;
    const switched = metricAt(point, 'blockTime.switch')?.box.median;
    if (!normal || switched === null || switched === undefined) return [];
    return [{ where: wordsAlong(view, point, along), change: switched / normal - 1 }];
  });
  if (points.some((point) => isHidden(point))) return `${hiddenSwitchCost()} `;
  if (changes.length === 0) return '';
  const told = changes.length > MAX_TOLD ? [changes[0], changes[changes.length - 1]] : changes;
  const texts = told.map(({ where, change }) => `${percent(change, true)}${where ? ` at ${where}` : ''}`);
  return t`A switch changes the median block time by ${texts.join(', ')}. `;
}

function isHidden(point: PointView): boolean {
  const box = metricAt(point, 'blockTime.switch')?.box;
  return box !== undefined && hidesSwitchCost({ q1: box.p25, median: box.median });
}

const MAX_TOLD = 6;
