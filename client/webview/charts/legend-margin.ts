import type { Plugin } from 'chart.js';

const MARGIN = 10;

/** Keeps a gap between the legend and the topmost tick of the axis below it. Chart.js has no option for that. */
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
