import type { PanelChoices, TimeWindow } from '../../../server/protocol/panel.js';
import type { ReconfigurationView, RunView } from '../../../server/protocol/run-view.js';
import { inside, type TimeRange } from '../time/time-window.js';

/** The chosen configuration block; a typical one where none is chosen or the chosen one is not there. */
export function shownBlock(run: RunView, choices: PanelChoices): ReconfigurationView | undefined {
  return run.reconfigurations.find((block) => block.height === choices.reconfiguration) ?? typicalBlock(run);
}

/** The block with the median time until it was in force. */
function typicalBlock(run: RunView): ReconfigurationView | undefined {
  const byTime = bySpeed(run);
  return byTime[Math.floor(byTime.length / 2)];
}

/** The block that was in force last, counted from the end of its interval: its height. Undefined without blocks. */
export function slowestBlock({ delays: { height, slowest } }: RunView): number | undefined {
  const largest = slowest.reduce((most, delay) => Math.max(most, delay), 0);
  return height[slowest.indexOf(largest)];
}

function bySpeed(run: RunView): ReconfigurationView[] {
  return [...run.reconfigurations].sort((a, b) => inForceAt(a) - inForceAt(b));
}

/** When the last of the fastest 2f+1 nodes had applied the block, s after the end of the interval. */
export function inForceAt(block: ReconfigurationView): number {
  return Math.max(0, ...block.applied.filter((_, i) => block.counted[i]).map((time) => time ?? 0));
}

/** Room behind the last event, as a share of the time until it. */
const MARGIN = 0.02;
/** The shortest window of a timeline, as a share of the whole. */
const LEAST = 0.005;

/** The range of times in the timeline of a block, since the end of its interval. */
export function blockRange(block: ReconfigurationView | undefined): TimeRange {
  const times = block ? [block.decided, ...block.received, ...block.applied] : [];
  const last = Math.max(0, ...times.map((time) => time ?? 0)) * (1 + MARGIN) || 1;
  return { whole: { from: 0, to: last }, least: last * LEAST };
}

/** The visible window of that range. */
export function shownBlockWindow(block: ReconfigurationView | undefined, { timeline }: PanelChoices): TimeWindow {
  const range = blockRange(block);
  return timeline ? inside(timeline, range) : range.whole;
}
