import type { Plugin } from 'chart.js';
import type { EpochView } from '../../../server/protocol/story-view.js';
import type { Theme } from '../theme/theme.js';
import { t } from '../words/texts.js';
import { haloText } from './halo-text.js';

/** Room that the names of protocols take above the plot, px. */
export const BAND_HEIGHT = 20;
const GAP = 6;
/** If the protocols have less room than this on average, they are named together, px. */
const LEAST_BAND = 8;

/**
 * A line at each switch of the configuration, unless there are too many, and above the plot the protocol in force.
 *
 * @param initial protocol at the start
 */
export function switchLines(epochs: readonly EpochView[], initial: string, theme: Theme): Plugin {
  return {
    id: 'switchLines',
    beforeDatasetsDraw(chart) {
      if (!haveLines(epochs)) return;
      const { ctx, chartArea, scales } = chart;
      ctx.save();
      ctx.strokeStyle = theme.palette.switch;
      ctx.lineWidth = 1;
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      for (const { from } of epochs) {
        const x = Math.round(scales.x.getPixelForValue(from)) + 0.5;
        if (x < chartArea.left || x > chartArea.right) continue;
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
      }
      ctx.stroke();
      ctx.restore();
    },
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const all = protocolBands(epochs, initial);
      if (all.length < 2) return;
      const bands = all.filter(({ from }, i) => (all[i + 1]?.from ?? Infinity) > scales.x.min && from < scales.x.max);
      ctx.save();
      ctx.font = `${theme.fontSize}px ${theme.font}`;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      ctx.strokeStyle = theme.axis;
      ctx.lineWidth = 1;
      if (chartArea.width < LEAST_BAND * bands.length) {
        const text = inTurn(bands.map(({ protocol }) => protocol));
        haloText(ctx, text, chartArea.left + GAP, chartArea.top - BAND_HEIGHT / 2 + 1, theme.muted, theme);
        ctx.restore();
        return;
      }
      let free = chartArea.left;
      for (const { from, protocol } of bands) {
        const x = Math.max(chartArea.left, scales.x.getPixelForValue(from));
        ctx.beginPath();
        ctx.moveTo(x + 0.5, chartArea.top - BAND_HEIGHT + 4);
        ctx.lineTo(x + 0.5, chartArea.top);
        ctx.stroke();
        // A protocol that was in force only briefly has no room for its name.
        if (x < free) continue;
        haloText(ctx, protocol, x + GAP, chartArea.top - BAND_HEIGHT / 2 + 1, theme.muted, theme);
        free = x + GAP + ctx.measureText(protocol).width + GAP;
      }
      ctx.restore();
    },
  };
}

/** The protocols in force, with their times; one entry where the protocol never changed. */
export function protocolBands(epochs: readonly EpochView[], initial: string): { from: number; protocol: string }[] {
  const bands = [{ from: Number.NEGATIVE_INFINITY, protocol: initial }];
  for (const { from, values } of epochs)
    if (values.consensus !== bands[bands.length - 1].protocol) bands.push({ from, protocol: values.consensus });
  return bands;
}

/** With more switches than this, their lines would cover the picture, so none are drawn. */
const MAX_LINES = 200;

export function haveLines(epochs: readonly EpochView[]): boolean {
  return epochs.length <= MAX_LINES;
}

/** The values in force, if they changed too often to name each one: `PBFT and HotStuff in turn`. */
export function inTurn(values: readonly string[]): string {
  const names = [...new Set(values)];
  return t`${names.slice(0, -1).join(', ')} and ${names.at(-1)} in turn`;
}
