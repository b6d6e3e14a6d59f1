import type { Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';
import { haloText } from './halo-text.js';

/** A short name beside a point of a picture. */
export interface PointLabel {
  x: number;
  y: number;
  text: string;
  /** Emphasised. */
  strong?: boolean;
}

/** From the point to the start of its name, px. */
const AWAY = 8;

/** Names beside points, the emphasised ones first; a name that would cover another is left out. */
export function pointLabels(labels: readonly PointLabel[], theme: Theme): Plugin {
  const height = theme.fontSize * 1.2;
  const inOrder = [...labels].sort((a, b) => Number(b.strong ?? false) - Number(a.strong ?? false));
  return {
    id: 'pointLabels',
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const taken: { left: number; right: number; top: number }[] = [];
      ctx.save();
      ctx.textBaseline = 'middle';
      for (const { x, y, text, strong } of inOrder) {
        ctx.font = `${strong ? '600 ' : ''}${theme.fontSize}px ${theme.font}`;
        const width = ctx.measureText(text).width;
        const point = scales.x.getPixelForValue(x);
        const isOutside = point + AWAY + width > chartArea.right;
        const left = isOutside ? point - AWAY - width : point + AWAY;
        const top = scales.y.getPixelForValue(y) - height / 2;
        const place = { left, right: left + width, top: top - height / 2 };
        const lies = (other: typeof place) =>
          place.left < other.right && other.left < place.right && Math.abs(place.top - other.top) < height;
        if (taken.some(lies)) continue;
        taken.push(place);
        haloText(ctx, text, left, top, strong ? theme.foreground : theme.muted, theme);
      }
      ctx.restore();
    },
  };
}
