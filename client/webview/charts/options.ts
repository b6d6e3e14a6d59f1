import type { CartesianScaleOptions, ChartOptions, LinearScaleOptions, Scale } from 'chart.js';
import type { TimeWindow } from '../../../server/protocol/panel.js';
import { columnFormat } from '../../../server/protocol/quantities.js';
import type { Theme } from '../theme/theme.js';
import { timeArea } from '../time/time-area.js';
import { timeTicks, timeUnit } from '../time/time-ticks.js';
import { t } from '../words/texts.js';

/** Options of every chart: no animation, the size of its frame, and the fonts and colours of the theme. */
export function baseOptions(theme: Theme) {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    font: { family: theme.font, size: theme.fontSize },
    color: theme.foreground,
    layout: { padding: { top: 8, right: 8, bottom: 0, left: 0 } },
  } satisfies ChartOptions;
}

type AxisOptions = Partial<
  Pick<LinearScaleOptions, 'min' | 'max' | 'suggestedMax' | 'beginAtZero' | 'stacked' | 'grace'>
> & {
  title: string;
  /** Draws the axis without grid lines: with two axes, one grid is enough. */
  gridless?: boolean;
  ticks?: number;
};

/** A linear axis of a quantity in an SI unit: one unit for all ticks, named in the title. */
export function quantityAxis(theme: Theme, values: readonly (number | null)[], unit: string, options: AxisOptions) {
  const { title, gridless, ticks, ...rest } = options;
  const { unit: shown, factor } = columnFormat(values, unit);
  return {
    type: 'linear' as const,
    ...rest,
    ...lines(theme, gridless),
    title: axisTitle(theme, shown ? `${title} (${shown})` : title),
    ticks: {
      ...labels(theme),
      maxTicksLimit: ticks ?? 6,
      // The axis ends where the data end; only round figures get a label.
      includeBounds: false,
      callback: (value: string | number) => tickLabel(Number(value) * factor),
    },
  };
}

/** A logarithmic axis of a positive quantity, labelled at 1, 2 and 5 of each decade. */
export function logarithmicAxis(
  theme: Theme,
  range: { min: number; max: number },
  unit: string,
  options: Pick<AxisOptions, 'title' | 'gridless'>,
) {
  const { unit: shown, factor } = columnFormat([Math.sqrt(range.min * range.max)], unit);
  return {
    type: 'logarithmic' as const,
    ...range,
    ...lines(theme, options.gridless),
    title: axisTitle(theme, `${options.title} (${[shown, 'logarithmic'].filter(Boolean).join(', ')})`),
    ticks: {
      ...labels(theme),
      callback: (value: string | number) => {
        const leading = Number((Number(value) / 10 ** Math.floor(Math.log10(Number(value)) + 1e-9)).toPrecision(3));
        return [1, 2, 5].includes(leading) ? tickLabel(Number(value) * factor) : null;
      },
    },
  };
}

/** An axis of shares from 0 to 1, in percent. */
export function shareAxis(theme: Theme, options: AxisOptions) {
  return {
    ...quantityAxis(theme, [1], '', options),
    title: axisTitle(theme, options.title),
    ticks: {
      ...labels(theme),
      maxTicksLimit: 6,
      callback: (value: string | number) => `${tickLabel(Number(value) * 100)} %`,
    },
  };
}

/** A window of simulated time, with ticks at round times; its place is the same in all figures over time. */
export function timeAxis(theme: Theme, { from, to }: TimeWindow, end: number) {
  const ticks = (scale: Scale) => timeTicks({ from, to }, end, scale.width || scale.chart.width);
  return {
    type: 'linear' as const,
    min: from,
    max: to,
    ...lines(theme, true),
    // A bar chart would leave room for half a bar at both ends.
    offset: false,
    title: axisTitle(theme, t`Simulated time (${timeUnit(end).name})`),
    afterBuildTicks(scale: Scale) {
      scale.ticks = ticks(scale).values.map((value) => ({ value }));
    },
    ticks: {
      ...labels(theme),
      maxRotation: 0,
      autoSkipPadding: 16,
      callback(this: Scale, value: string | number) {
        return ticks(this).label(Number(value));
      },
    },
  };
}

/** A vertical axis that is as wide as those of all figures over time. */
export function besideTime<Axis extends object>(axis: Axis) {
  return {
    ...axis,
    afterFit(scale: Scale) {
      scale.width = timeArea(scale.chart.width).left;
    },
  };
}

export function categoryAxis(theme: Theme, title?: string) {
  return {
    type: 'category' as const,
    ...lines(theme, true),
    title: title ? axisTitle(theme, title) : { display: false },
    ticks: { ...labels(theme), maxRotation: 0, autoSkipPadding: 12 },
  };
}

function lines(theme: Theme, gridless = false): Pick<CartesianScaleOptions, 'border'> & { grid: object } {
  return {
    border: { display: gridless, color: theme.axis, width: 1, dash: [], dashOffset: 0, z: 1 },
    grid: { display: !gridless, color: theme.grid, drawTicks: false, tickLength: 6 },
  };
}

function labels(theme: Theme) {
  return { color: theme.muted, padding: 6, font: { family: theme.font, size: theme.fontSize } };
}

function axisTitle(theme: Theme, text: string) {
  return {
    display: true,
    text,
    color: theme.muted,
    font: { family: theme.font, size: theme.fontSize, weight: 'normal' as const },
    padding: { top: 4, bottom: 4 },
  };
}

/** The shortest text of a value: ticks are at round figures. */
function tickLabel(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 6 }).replace('-', '−');
}

/** @param mark symbol of a series: a patch of its fill, a piece of its line, or the shape of its points */
export function legend(theme: Theme, display: boolean, mark: 'patch' | 'line' | 'point' = 'patch') {
  return {
    display,
    position: 'top' as const,
    align: 'start' as const,
    // Hiding a series by a click would make the sentence and the numbers beside it wrong.
    onClick: () => {},
    labels: {
      color: theme.foreground,
      boxWidth: mark === 'line' ? 24 : 14,
      boxHeight: 8,
      usePointStyle: mark !== 'patch',
      ...(mark === 'line' ? { pointStyle: 'line' as const, pointStyleWidth: 24 } : {}),
      padding: 12,
      font: { family: theme.font, size: theme.fontSize },
    },
  };
}

export function tooltip(theme: Theme) {
  return {
    backgroundColor: theme.hover.background,
    titleColor: theme.hover.foreground,
    bodyColor: theme.hover.foreground,
    footerColor: theme.hover.foreground,
    borderColor: theme.hover.border,
    borderWidth: 1,
    cornerRadius: 3,
    padding: 8,
    boxWidth: 10,
    boxHeight: 10,
    boxPadding: 4,
    caretSize: 0,
    titleFont: { family: theme.font, size: theme.fontSize, weight: 'bold' as const },
    bodyFont: { family: theme.font, size: theme.fontSize },
    footerFont: { family: theme.font, size: theme.fontSize, weight: 'normal' as const },
  };
}
