import type { Plugin } from 'chart.js';
import type { FaultView } from '../../../server/protocol/fault-view.js';
import type { Theme } from '../theme/theme.js';
import { bandLanes, faultPaint, lastsForever, nameAt, STRIP_HEIGHT } from '../time/fault-lanes.js';
import { haloText } from './halo-text.js';

/**
 * The faults over time: at the top of the plot a strip for each fault, with its name where there is room, and behind
 * the curves a shade for faults that end.
 *
 * @param end of the run, s
 */
export function faultBands(faults: readonly FaultView[], end: number, theme: Theme): Plugin {
  const lanes = bandLanes(faults);
  const highest = Math.max(0, ...lanes.map(({ lane }) => lane));
  return {
    id: 'faultBands',
    beforeDatasetsDraw({ ctx, chartArea: { left, right, top, bottom }, scales }) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, 0, right - left, bottom);
      ctx.clip();
      ctx.font = `${theme.fontSize - 1}px ${theme.font}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      for (const { fault, lane, free } of lanes) {
        const from = scales.x.getPixelForValue(fault.from);
        const width = Math.max(1, scales.x.getPixelForValue(fault.to) - from);
        const { shade, strip, edge } = faultPaint(fault.kind, theme);
        if (!lastsForever(fault, end)) {
          ctx.fillStyle = shade;
          ctx.fillRect(from, top, width, bottom - top);
        }
        const y = (highest - lane) * STRIP_HEIGHT;
        ctx.fillStyle = strip;
        ctx.fillRect(from, y + 1, width, STRIP_HEIGHT - 3);
        ctx.strokeStyle = edge;
        ctx.lineWidth = 1;
        ctx.strokeRect(from + 0.5, y + 1.5, Math.max(0, width - 1), STRIP_HEIGHT - 4);
        const start = Math.max(from, left);
        const place = nameAt(ctx.measureText(fault.title).width, {
          from: start,
          to: Math.min(from + width, right),
          free: Math.min(scales.x.getPixelForValue(Math.min(free, end)), right),
        });
        if (place === undefined) continue;
        // Text on a faint strip is legible; text beside it may cross a line.
        if (place < from + width) {
          ctx.fillStyle = theme.foreground;
          ctx.fillText(fault.title, place, y + STRIP_HEIGHT / 2);
        } else haloText(ctx, fault.title, place, y + STRIP_HEIGHT / 2, theme.foreground, theme);
      }
      ctx.restore();
    },
  };
}

/** Room that the strips take above a plot, px. */
export function faultBandsHeight(faults: readonly FaultView[]): number {
  return STRIP_HEIGHT * (1 + Math.max(-1, ...bandLanes(faults).map(({ lane }) => lane)));
}
