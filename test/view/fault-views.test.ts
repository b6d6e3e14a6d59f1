import { describe, expect, it } from 'vitest';
import type { FaultAtom } from '../../engine/model/faults.js';
import { faultViews } from '../../server/view/fault-views.js';
import { baselineScenario, syntheticResults } from './synthetic-results.js';

const period = { from: 60, to: 120 };

/** The view of faults in a run of ten minutes. */
function shown(...faults: FaultAtom[]) {
  return faultViews({ ...syntheticResults(baselineScenario({ seconds: 600 })), faults });
}

describe('faults in plots', () => {
  it('name the nodes that are down, cut off, slow or Byzantine: few by name, many by number', () => {
    const crash: FaultAtom = { ...period, kind: 'crash', nodes: [0, 1, 2], losesVotes: true };
    const partition: FaultAtom = { ...period, kind: 'partition', sides: [[0], [1, 2, 3]], oneWay: false };
    const oneWay: FaultAtom = {
      ...partition,
      sides: [
        [4, 5, 6],
        [1, 2, 3],
      ],
      oneWay: true,
    };
    const twin: FaultAtom = { ...period, kind: 'byzantine', chain: 'management', nodes: [3], behaviour: {} };
    const [a, b, c, d] = shown(crash, partition, oneWay, twin);
    expect(a).toMatchObject({ kind: 'crash', title: '3 nodes down, losing votes', nodes: [0, 1, 2] });
    expect(b.title).toMatch(/^Partition \S.* 0 \| 3 nodes$/);
    expect(b.nodes).toEqual([0]);
    expect(c.title).toBe('Partition 3 nodes → 3 nodes');
    expect(d.title).toMatch(/^Byzantine twin: \S.* 3$/);
  });

  it('describe what happens to messages', () => {
    const faults: FaultAtom[] = [
      { ...period, kind: 'drop', share: 0.01 },
      { ...period, kind: 'slow', nodes: [1, 2, 3, 4], factor: 3 },
      { ...period, kind: 'change', change: { loss: 0.2 } },
    ];
    expect(shown(...faults).map(({ title }) => title.replaceAll('\u00a0', ' '))).toEqual([
      '1.0 % of messages dropped',
      '4 nodes slower by 3',
      'Other loss',
    ]);
  });

  it('are in the order of their starts, without those that a stopped run did not reach', () => {
    const drop = (from: number): FaultAtom => ({ kind: 'drop', share: 0.1, from, to: from + 10 });
    expect(shown(drop(300), drop(20), drop(600)).map(({ from }) => from)).toEqual([20, 300]);
  });
});
