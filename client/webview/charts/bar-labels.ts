import type { Plugin } from 'chart.js';
import type { Theme } from '../theme/theme.js';

/** Writes a text at the end of each bar of a chart of horizontal bars: `labels[dataset][index]`. */
export function barLabels(labels: readonly (readonly string[])[], theme: Theme): Plugin {
  return {
    id: 'barLabels',
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `${theme.fontSize}px ${theme.font}`;
      ctx.fillStyle = theme.foreground;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      labels.forEach((texts, dataset) => {
        texts.forEach((text, index) => {
          const bar = chart.getDatasetMeta(dataset).data[index];
          if (text) ctx.fillText(text, bar.x + 8, bar.y);
        });
      });
      ctx.restore();
    },
  };
}
