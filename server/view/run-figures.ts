import { type BoxStatistics, boxStatistics } from '../../engine/measurement/box.js';
import { METRICS } from '../../engine/measurement/metrics.js';
import type { Recording } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { LearntView } from '../protocol/deliberation-view.js';
import type { CountedNodes, TrafficRow } from '../protocol/run-view.js';
import type { StoryView } from '../protocol/story-view.js';
import { textsOf } from './columns.js';
import { countedNodes } from './counted-nodes.js';
import { learntView } from './deliberation-view.js';
import { standstills } from './standstill.js';
import { storyView } from './story-view.js';
import { trafficView } from './traffic-view.js';

/** The data that a terminal shows of a run besides its summary. It is small, however long the run was. */
export interface RunFigures {
  /** Blocks of the primary. */
  blocks: number;
  nodes: number;
  /** The place of each node, by its number. */
  places: string[];
  /** Null without configuration blocks. */
  counted: CountedNodes | null;
  blockTimes: { normal: BoxStatistics; switch: BoxStatistics };
  story: StoryView;
  /** What twins have learnt; absent if none learns. */
  learnt?: LearntView;
  traffic: TrafficRow[];
  /** Chains that made no progress up to the end. */
  standstills: string[];
}

export function runFigures(recording: Recording, scenario: Scenario): RunFigures {
  const blockTimes = (name: string) =>
    boxStatistics(METRICS.find((metric) => metric.name === name)?.samples(recording) ?? []);
  const learnt = learntView(recording, scenario);
  return {
    blocks: recording.long.blocks.rows,
    nodes: recording.tables.nodes.rows,
    places: [...textsOf(recording, 'nodes', 'place')],
    counted: countedNodes(recording),
    blockTimes: { normal: blockTimes('blockTime.normal'), switch: blockTimes('blockTime.switch') },
    story: storyView(recording, scenario),
    ...(learnt ? { learnt } : {}),
    traffic: trafficView(recording),
    standstills: standstills(recording, scenario).map(({ message }) => message),
  };
}
