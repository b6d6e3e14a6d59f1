import type { DataTable } from '../dom/data-table.js';
import type { Theme } from '../theme/theme.js';
import type { TimeBinding } from '../time/time-surface.js';
import type { AnyChart } from './figure.js';

/** What a figure draws: a chart of Chart.js, or an SVG drawing for what no chart can show (maps, lanes, node by node). */
export type Plot = PlotOverTime &
  (
    | {
        kind: 'chart';
        height: number;
        configuration: (theme: Theme) => AnyChart;
        choose?: (index: number) => void;
        /** @param reach how far from the value a click still counts */
        chooseNear?: (value: number, reach: number) => void;
      }
    | {
        kind: 'drawing';
        draw: (theme: Theme, width: number) => SVGSVGElement;
        chooseAt?: (part: Element) => void;
        explore?: (drawing: SVGSVGElement, theme: Theme, container: HTMLElement) => void;
      }
  );

interface PlotOverTime {
  /** Absent where it has no shared time axis. */
  time?: TimeBinding;
}

/** One figure on the page. */
export interface FrameContent {
  id: string;
  title: string;
  paper?: string;
  wide: boolean;
  sentence: string;
  numbers: DataTable;
  plot: Plot;
  /** Opens the text that the figure depends on; absent where there is no text to open. */
  reveal?: () => void;
  /** Whether a run is in progress: then the table is created only while it is open. */
  growing: boolean;
  /** All inputs of the figure: while they are the same, nothing is created again. */
  basis: readonly unknown[];
}
