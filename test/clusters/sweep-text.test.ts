import { describe, expect, it } from 'vitest';
import type { CellFailure } from '../../server/clusters/index.js';
import { type SweepStatus, statusText } from '../../server/clusters/index.js';
import { smallExperiment } from '../experiments/small-experiment.js';

const FAILED: CellFailure = {
  point: 0,
  replication: 1,
  kind: 'memory',
  message: 'The simulation ran out of memory.',
  batch: 3,
  host: 'node7',
  log: 'logs/batch-3.log',
  times: 2,
};

const NOTHING: SweepStatus = { done: 0, expected: 6, running: [], failed: [], missing: 6, secondsLeft: null };

function textOf(status: Partial<SweepStatus>): string {
  return statusText(smallExperiment(), { ...NOTHING, ...status });
}

describe('the progress of a sweep', () => {
  it('is reported with what to do next', () => {
    expect(textOf({})).toBe(
      'Small: 0 of 6 replications done, 0 running, 0 failed, 6 missing; no jobs are left: --resume submits what is missing\n',
    );
    expect(textOf({ done: 6, missing: 0 })).toMatch(/; --collect shows the results\n$/);
    expect(textOf({ done: 2, missing: 4, activity: 'active', secondsLeft: 75 })).toMatch(
      /; about 1\smin\s15\ss left\n$/,
    );
  });

  it('does not suggest --resume where all that is left has failed', () => {
    expect(textOf({ done: 5, missing: 0, failed: [FAILED], activity: 'ended' })).toBe(
      'Small: 5 of 6 replications done, 0 running, 1 failed, 0 missing; no jobs are left, and failed replications are not tried again\n',
    );
  });

  it('says so where an engine does not answer', () => {
    expect(textOf({ activity: 'unknown' })).toMatch(/\nThe engine does not answer; this is what the folder says\.\n$/);
  });
});
