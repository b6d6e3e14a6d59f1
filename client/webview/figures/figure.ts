import type { ChartConfiguration, ChartType, Plugin } from 'chart.js';
import type { PanelChoices } from '../../../server/protocol/panel.js';
import type { RunView } from '../../../server/protocol/run-view.js';
import type { DataTable } from '../dom/data-table.js';
import type { Theme } from '../theme/theme.js';
import type { TimeArea } from '../time/time-area.js';

/** `run`: simulated time; `block`: time since the end of the configuration block interval. */
export type AxisName = 'run' | 'block';

/** The common parts of figures. Their content is computed from the runs. */
export interface Figure {
  id: string;
  title: (runs: readonly RunView[], choices: PanelChoices) => string;
  /** The corresponding figure of the paper. */
  paper?: string;
  /** Whether it takes the whole width of a wide page. */
  wide?: boolean;
  /** Property path in the scenario that the figure depends on most. */
  origin: (choices: PanelChoices) => string;
  /** Whether there is anything to draw. */
  hasData: (runs: readonly RunView[], choices: PanelChoices) => boolean;
  /** One plain sentence that says what the figure shows. */
  sentence: (runs: readonly RunView[], choices: PanelChoices) => string;
  /** Its shared time axis, whose window is in the choices: that of the run, or that of a configuration block. */
  axis?: AxisName;
  /** The place of the axis in the figure, px; absent: as in all figures over the run. */
  area?: (runs: readonly RunView[], choices: PanelChoices, width: number) => TimeArea;
  /** Its values at a time of the run, s; empty if it has none. */
  at?: (runs: readonly RunView[], choices: PanelChoices, seconds: number) => string;
  numbers: (runs: readonly RunView[], choices: PanelChoices) => DataTable;
}

export interface ChartFigure extends Figure {
  kind: 'chart';
  /** px */
  height: number | ((runs: readonly RunView[]) => number);
  configuration: (runs: readonly RunView[], theme: Theme, choices: PanelChoices) => AnyChart;
  /** Handles a click on the data of the chart. */
  choose?: (runs: readonly RunView[], index: number) => Partial<PanelChoices>;
  /** The configuration block that is chosen by a click near a value of the horizontal axis. */
  chooseNear?: (runs: readonly RunView[], value: number, reach: number) => number | undefined;
}

export type AnyChart = ChartConfiguration & { plugins?: Plugin[] };

/** A chart with data of its own kind, as a general chart. */
export function asChart<Type extends ChartType, Data, Label>(
  configuration: ChartConfiguration<Type, Data, Label> & { plugins?: Plugin[] },
): AnyChart {
  return configuration as unknown as AnyChart;
}

export interface DrawingFigure extends Figure {
  kind: 'drawing';
  /** @param width of the figure, px */
  draw: (runs: readonly RunView[], theme: Theme, choices: PanelChoices, width: number) => SVGSVGElement;
  /** The configuration block that is chosen by a click on a part of the drawing. */
  chooseAt?: (part: Element) => number | undefined;
  /** Makes the drawing respond to pointer and keys. */
  explore?: (
    drawing: SVGSVGElement,
    runs: readonly RunView[],
    theme: Theme,
    choices: PanelChoices,
    container: HTMLElement,
    choose: (choices: Partial<PanelChoices>) => void,
  ) => void;
}
