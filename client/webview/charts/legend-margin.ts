import type { Plugin } from 'chart.js';

const MARGIN = 10;

/** Keeps the legend clear of the topmost tick of the axis below it, for which Chart.js has no option. */
export const legendMargin: Plugin = {
  id: 'legendMargin',
  beforeInit(chart) {
    const { legend } = chart;
    if (!legend?.fit) return;
    const fitContent = legend.fit.bind(legend);
    legend.fit = () => {
      fitContent();
      if (legend.options.display) legend.height += MARGIN;
    };
  },
};
