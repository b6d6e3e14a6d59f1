import { beforeAll, describe, expect, test } from 'vitest';
import { summarise } from '../../engine/measurement/summary.js';
import { recordingOf } from '../../engine/model/results.js';
import type { Scenario, Topology } from '../../engine/model/scenario.js';
import { prepare } from '../../engine/simulation.js';
import { runFigures } from '../../server/view/run-figures.js';
import { standstills } from '../../server/view/standstill.js';
import { warnings } from '../../server/view/warnings.js';
import { apart } from '../engine/consensus/equal-links.js';
import { constant, constantTopology } from '../engine/network/open-network.js';
import { observe } from '../engine/observed-run.js';
import { baseline } from '../engine/scenarios.js';

beforeAll(prepare);

function scenario(
  topology: Partial<Topology>,
  changes: { roundTimeout?: number; cycleTimeout?: number } = {},
): Scenario {
  const { primary, management } = baseline();
  return baseline({
    duration: 120,
    topology: constantTopology(13, { ...apart(0.05), ...topology }),
    primary: { ...primary, dissemination: 'direct', blockInterval: 1, roundTimeout: changes.roundTimeout ?? 10 },
    management: {
      ...management,
      nodes: { kind: 'all' },
      interval: constant(10),
      configurationBlockSize: 1e6,
      cycleTimeout: changes.cycleTimeout ?? 10,
    },
  });
}

function told(of: Scenario, drops?: Parameters<typeof observe>[1]): string[] {
  const results = observe(of, drops);
  const found = standstills(recordingOf(results), of).map(({ message }) => message);
  // Panel and terminal show the same text.
  const summaries = summarise(recordingOf(results), of);
  const notes = warnings(results, of, summaries).filter(({ code }) => code.startsWith('stood-still'));
  expect(notes.map(({ message }) => message)).toEqual(found);
  expect(runFigures(recordingOf(results), of).standstills).toEqual(found);
  return found;
}

describe('a run that stalled', () => {
  test('reports nothing if both chains make progress', () => {
    expect(told(scenario({}))).toEqual([]);
  });

  test('names the copies that its cycles wait for in vain', () => {
    expect(told(scenario({ sharing: 'uplink' }, { cycleTimeout: 0.5 }))).toEqual([
      expect.stringMatching(
        /^The management chain stalled: no configuration block in 120 s\. \d+ cycles failed\. 12 copies of 1 MB need 1\.2 s on this uplink, and the cycle timeout is 0\.5 s\.$/,
      ),
    ]);
  });

  test('states since when, and that messages were lost', () => {
    // From the second minute on, nothing arrives.
    const [primary] = told(scenario({ loss: 0.05 }), (_, now) => now > 40e9);
    expect(primary).toMatch(/^The primary stalled: no block after (39|4\d)[\d.]* s, until the end at 120 s\. /);
    expect(primary).toMatch(/% of the messages were lost, and a round needs those of a quorum\.$/);
  });

  test('states how many rounds failed', () => {
    const [primary] = told(scenario({}, { roundTimeout: 2 }), (event) => event.sender < 5);
    expect(primary).toMatch(
      /^The primary stalled: no block in 120 s\. \d+ rounds failed, and each doubles the next timeout\.$/,
    );
  });
});
