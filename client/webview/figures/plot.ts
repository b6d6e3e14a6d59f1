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
        /** @param reach how far from the value a click still means it */
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
  /** Absent where it has no time axis that others share. */
  time?: TimeBinding;
}

/** One figure as it stands on the page. */
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
  /** A run in progress: the table is made only while it is open. */
  growing: boolean;
  /** All that the figure is made of: as long as it is the same, nothing is made anew. */
  basis: readonly unknown[];
}
