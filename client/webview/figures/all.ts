import { t } from '../words/texts.js';
import { blockTimes } from './block-times.js';
import { configurationLanes } from './configuration-lanes.js';
import { cumulative } from './cumulative.js';
import { delayHistory } from './delay-history.js';
import { delayPhases } from './delay-phases.js';
import type { ChartFigure, DrawingFigure } from './figure.js';
import { histogram } from './histogram.js';
import { networkMap } from './network.js';
import { drops, pool, throughput } from './over-time.js';
import { receipts } from './receipts.js';
import { timeline } from './timeline.js';
import { traffic } from './traffic.js';

export interface Section {
  id: string;
  title: string;
  figures: readonly (ChartFigure | DrawingFigure)[];
}

/** The section whose figures share one axis of simulated time. */
export const TIME_SECTION = 'time';

/** The section whose figure has the time axis of a configuration block. */
export const TIMELINE_SECTION = 'timeline';

/** The sections of the page: first what the paper shows, then the details that explain it. */
export const SECTIONS: readonly Section[] = [
  { id: 'reconfiguration', title: t('Reconfiguration'), figures: [delayPhases, blockTimes] },
  { id: TIME_SECTION, title: t('Over time'), figures: [throughput, pool, drops, configurationLanes, delayHistory] },
  { id: 'story', title: t('Decisions'), figures: [] },
  { id: TIMELINE_SECTION, title: t('Timeline'), figures: [timeline] },
  { id: 'distribution', title: t('Distribution'), figures: [histogram, cumulative] },
  { id: 'traffic', title: t('Traffic'), figures: [traffic] },
  { id: 'network', title: t('Network'), figures: [networkMap, receipts] },
];
