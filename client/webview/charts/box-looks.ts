import type { Theme } from '../theme/theme.js';

/** How one of several boxes is painted. */
export interface BoxPaint {
  colour: string;
  fill: string | CanvasPattern;
  median: string;
}

/** The common style of box plots; `boxes` paint the items of a data set in turn. */
export function boxLooks(boxes: readonly BoxPaint[], outliers: readonly string[], theme: Theme) {
  const colours = boxes.map(({ colour }) => colour);
  return {
    // The plugin's types know colours only; it hands a pattern to the canvas as it is.
    backgroundColor: boxes.map(({ fill }) => fill as string),
    borderColor: colours,
    borderWidth: 1.5,
    medianColor: boxes.map(({ median }) => median),
    meanStyle: 'rectRot' as const,
    meanRadius: 4.5,
    meanBorderColor: theme.foreground,
    meanBackgroundColor: theme.background,
    meanBorderWidth: 1.5,
    outlierStyle: 'circle' as const,
    outlierRadius: 2,
    outlierBackgroundColor: [...outliers],
    outlierBorderColor: colours,
    outlierBorderWidth: theme.textured ? 1 : 0,
    itemRadius: 0,
    maxBarThickness: 64,
  };
}
