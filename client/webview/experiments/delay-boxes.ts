import type { ExperimentView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { fill, PHASE_TEXTURES } from '../charts/textures.js';
import { translucent } from '../theme/palettes.js';
import { PHASE_NODES, PHASES, phaseTitle } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { type FigureContent, isWide, shownLine } from './figure-content.js';
import { replicationsText } from './grid.js';
import { type BoxKind, boxTable, footText, HOW_TO_READ, quantileBoxes } from './quantile-boxes.js';

const KINDS: readonly BoxKind[] = PHASES.map((phase) => ({
  metric: `delay.${phase}`,
  title: phaseTitle(phase),
  paint: (theme) => {
    const colour = theme.palette[phase];
    const texture = PHASE_TEXTURES[phase];
    return {
      colour,
      fill: theme.textured ? fill(theme, colour, texture) : translucent(colour, 0.35),
      median: theme.textured && texture === 'plain' ? theme.background : theme.foreground,
    };
  },
}));

/** The distribution of the delays of each phase at every point: the boxes of Figure 4 of the paper. */
export function delayBoxes(view: ExperimentView, choices: ExperimentChoices): FigureContent {
  const points = shownLine(view, choices).points.map((place) => view.points[place]);
  return {
    id: 'experiment-delay-boxes',
    title: t('Management delay by phase, spread'),
    paper: t('Figure 4'),
    wide: isWide(points.length),
    sentence: `${PHASE_NODES} ${HOW_TO_READ}${footText(points, KINDS)} ${replicationsText(points)}.`,
    numbers: boxTable(view, KINDS, t('Spread of the management delay by phase'), t('Phase')),
    plot: {
      kind: 'chart',
      height: 320,
      configuration: (theme) => quantileBoxes(view, points, KINDS, t('Delay'), choices, theme),
    },
  };
}
