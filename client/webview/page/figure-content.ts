import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import type { ChartFigure, DrawingFigure } from '../figures/figure.js';
import { networkMap } from '../figures/network.js';
import type { FrameContent, Plot } from '../figures/plot.js';
import { runInFocus } from '../model/panel-model.js';
import { timeArea } from '../time/time-area.js';
import { showSection } from './show-section.js';
import type { PageTools } from './tools.js';

/** The content of a figure of some runs. */
export function figureContent(
  figure: ChartFigure | DrawingFigure,
  runs: readonly RunView[],
  choices: PanelChoices,
  tools: PageTools,
): FrameContent {
  const { host } = tools;
  const reveal = () => {
    host.post({ type: 'reveal', run: runInFocus(runs, choices).id, origin: figure.origin(choices) });
  };
  return {
    id: figure.id,
    title: figure.title(runs, choices),
    paper: figure.paper,
    wide: figure.wide ?? false,
    sentence: figure.sentence(runs, choices),
    numbers: figure.numbers(runs, choices),
    growing: runs.some((run) => run.state === 'running'),
    basis: [runs, JSON.stringify({ ...choices, ...ZOOMS, ...zoomOf(figure, choices) })],
    reveal: host.interactive ? reveal : undefined,
    plot: plotOf(figure, runs, choices, tools),
  };
}

/** No zoom at all; a figure depends on its own zoom only. */
const ZOOMS = { time: null, timeline: null, map: null };

function zoomOf({ id, axis }: ChartFigure | DrawingFigure, choices: PanelChoices): Partial<PanelChoices> {
  const { time, timeline, map } = choices;
  if (id === networkMap.id) return { map };
  if (axis === 'run') return { time };
  return axis === 'block' ? { timeline } : {};
}

function plotOf(
  figure: ChartFigure | DrawingFigure,
  runs: readonly RunView[],
  choices: PanelChoices,
  { axes, choose }: PageTools,
): Plot {
  const { axis, area } = figure;
  const time = axis && {
    axis: axes[axis],
    area: (width: number) => area?.(runs, choices, width) ?? timeArea(width),
  };
  const chooseAndShow = (chosen: Partial<PanelChoices>, section: 'timeline' | 'story') => {
    choose(chosen);
    showSection(section);
  };
  const read = (height: number | undefined) => {
    if (height !== undefined) chooseAndShow({ reconfiguration: height }, 'story');
  };
  if (figure.kind === 'drawing')
    return {
      kind: 'drawing',
      time,
      chooseAt: figure.chooseAt ? (part) => read(figure.chooseAt?.(part)) : undefined,
      draw: (theme, width) => figure.draw(runs, theme, choices, width),
      explore: (drawing, theme, container) => figure.explore?.(drawing, runs, theme, choices, container, choose),
    };
  const isAlone = runs.length === 1;
  const { choose: chooses, chooseNear } = figure;
  return {
    kind: 'chart',
    time,
    height: typeof figure.height === 'number' ? figure.height : figure.height(runs),
    configuration: (theme) => figure.configuration(runs, theme, choices),
    choose: chooses && isAlone ? (index) => chooseAndShow(chooses(runs, index), 'timeline') : undefined,
    chooseNear: chooseNear && isAlone ? (value, reach) => read(chooseNear(runs, value, reach)) : undefined,
  };
}
