import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { Origins } from '../../language/index.js';
import { switchesText } from '../../server/cli/results/switches-text.js';
import type { StoryView } from '../../server/protocol/story-view.js';
import { numbersOf, textsOf } from '../../server/view/columns.js';
import { MAX_NOTABLE } from '../../server/view/notable-decisions.js';
import { storyView } from '../../server/view/story-view.js';
import { plainOutput } from '../cli/plain-output.js';
import {
  ALWAYS,
  acceptWhen,
  compare,
  managed,
  number,
  observation,
  observing,
  policy,
  property,
  rule,
  statistic,
  times,
} from '../engine/twins/policies.js';
import { loweredManaged } from '../webview/fixtures/fixtures.js';
import { manyDecisions, type Wish } from './many-decisions.js';
import { baselineScenario, syntheticResults } from './synthetic-results.js';

let scenario: Scenario;
let origins: Origins;
let results: Results;
let story: StoryView;

beforeAll(async () => {
  await prepare();
  ({ scenario, origins } = await loweredManaged());
  const simulation = new Simulation(scenario);
  // After twelve minutes twins have made decisions, and some have been refused.
  simulation.advance(720);
  results = simulation.results();
  story = storyView(recordingOf(results), scenario);
}, 60_000);

function count(table: 'proposals' | 'changes' | 'objections'): number {
  return results.tables[table].rows;
}

describe('the story of a run', () => {
  test('contains every proposal, change and vote against a proposal once', () => {
    const proposals = story.decisions.flatMap((decision) => decision.proposals);
    expect(proposals).toHaveLength(count('proposals'));
    expect(proposals.flatMap(({ changes }) => changes)).toHaveLength(count('changes'));
    const votes = proposals.flatMap(({ objections }) => objections.flatMap(({ nodes }) => nodes));
    expect(votes).toHaveLength(count('objections'));
    expect(votes.length).toBeGreaterThan(0);
    expect(story.leftOut).toBe(0);
  });

  test('ends with the configuration of the last block', () => {
    const { values } = story.epochs[story.epochs.length - 1];
    const rows = results.tables.configurationBlocks.rows;
    for (const property of ['blockSize', 'blockInterval', 'roundTimeout'])
      expect(Number(values[property])).toBe(numbersOf(results, 'configurationBlocks', property)[rows - 1]);
    expect(values.consensus.toLowerCase()).toBe(textsOf(results, 'configurationBlocks', 'consensus')[rows - 1]);
  });

  test('begins with the configuration of the scenario, and states when each change came into force', () => {
    expect(story.initial).toMatchObject({ consensus: 'PBFT', blockSize: '1000000', roundTimeout: '10' });
    const times = story.epochs.map(({ from }) => from);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const { height, decided, inForce, changes } of story.decisions) {
      if (changes.length === 0 || !decided || !inForce) continue;
      expect(inForce.at).toBeGreaterThan(decided.at);
      expect(story.epochs.map((epoch) => epoch.height)).toContain(height);
    }
  });

  test('names the rule in its own words, its policy, its place in the text and its observations', () => {
    const fired = story.decisions.flatMap(({ proposals }) => proposals).filter(({ rule }) => rule);
    const widening = fired.find(({ changes }) => changes.some(({ property }) => property === 'blockSize'));
    expect(widening).toMatchObject({
      policy: 'ScaleBlocks',
      rule: {
        number: 2,
        source: 'backlog > 4000tx and primary.blockSize < 8MB',
        origin: 'management.policy.decision.rules.1',
        figures: [{ name: 'backlog', unit: 'tx' }],
      },
      changes: [{ property: 'blockSize', unit: 'B', before: '1000000', after: '2000000' }],
    });
    expect(widening?.rule?.figures[0].value).toBeGreaterThan(4000);
    const own = fired.find(({ policy }) => policy === 'Cautious');
    expect(own?.rule?.origin).toBe('management.policyFor.0.policy.decision.rules.0');
  });

  test('names the nodes that voted against a proposal, the condition, and its place', () => {
    const [objection] = story.decisions.flatMap(({ proposals }) => proposals.flatMap(({ objections }) => objections));
    expect(objection).toMatchObject({
      reason: 'proposed.blockSize <= 2MB',
      origin: 'management.policyFor.0.policy.accept',
    });
    expect(objection.nodes).toEqual([...objection.nodes].sort((a, b) => a - b));
  });

  test('links every rule and condition to its line of the text', () => {
    const proposals = story.decisions.flatMap((decision) => decision.proposals);
    const rules = proposals.flatMap(({ rule }) => rule?.origin ?? []);
    const conditions = proposals.flatMap(({ objections }) => objections.flatMap(({ origin }) => origin ?? []));
    const lines = readFileSync('test/webview/fixtures/managed.twin', 'utf8').split('\n');
    for (const origin of rules) expect(lines[origins[origin].range.start.line]).toContain('when ');
    for (const origin of conditions) expect(lines[origins[origin].range.start.line]).toContain('accept when');
    expect(new Set([...rules, ...conditions]).size).toBeGreaterThan(3);
  });

  test('is empty of changes if nothing changes', () => {
    const baseline = baselineScenario({ seconds: 300 });
    const simulation = new Simulation(baseline);
    simulation.advance(baseline.duration);
    const quiet = storyView(recordingOf(simulation.results()), baseline);
    expect(quiet.epochs).toEqual([]);
    expect(quiet.decisions.length).toBeGreaterThan(5);
    expect(quiet.decisions.every(({ changes }) => changes.length === 0)).toBe(true);
    expect(switchesText({ story: quiet, places: [] }, true, plainOutput())).toEqual([]);
  });

  test('is empty if nothing was measured', () => {
    const empty = baselineScenario({ seconds: 0.1 });
    expect(storyView(recordingOf(syntheticResults(empty)), empty)).toMatchObject({ epochs: [], decisions: [] });
  });
});

describe('more decisions than a view can hold', () => {
  const every = (height: number): Wish => (height % 3 === 0 ? 'refused' : 'change');

  test('are all listed up to a limit, and only counted beyond it', () => {
    const below = manyDecisions(MAX_NOTABLE, every);
    expect(below.decisions).toHaveLength(MAX_NOTABLE);
    expect(below.leftOut).toBe(0);
    const beyond = manyDecisions(MAX_NOTABLE + 200, every);
    expect(beyond.decisions.map(({ height }) => height)).toEqual(below.decisions.map(({ height }) => height));
    expect(beyond.leftOut).toBe(200);
  });

  test('are counted by their actions, listed or not', () => {
    expect(manyDecisions(1200, every).counts).toEqual({ changed: 800, kept: 400, changes: 800, refused: 400, open: 0 });
  });

  test('omit decisions without a wish for a change first, and say so', () => {
    const seldom = (height: number): Wish => (height % 10 === 0 ? 'change' : 'nothing');
    const { decisions, counts, leftOut } = manyDecisions(1500, seldom);
    expect(decisions.filter(({ changes }) => changes.length > 0)).toHaveLength(150);
    expect(decisions).toHaveLength(400);
    expect([counts.changed, counts.kept, leftOut]).toEqual([150, 1350, 0]);
  });

  test('give the configurations in force to the end', () => {
    const { epochs } = manyDecisions(1200, every);
    expect(epochs).toHaveLength(800);
    expect(epochs[799].height).toBe(1199);
  });

  test('are all counted on a terminal', () => {
    const text = switchesText({ story: manyDecisions(1200, every), places: [] }, true, plainOutput()).join('\n');
    expect(text).toContain('Switches  800 of 1,200 configuration blocks changed something');
    expect(text).toContain('and 784 more, in changes.parquet');
    expect(text).toContain('400 proposals to change something found no agreement');
  });
});

describe('a vote that is still open at the end of the run', () => {
  test('is not shown as failed on a terminal', () => {
    const due = story.decisions.find(({ changes }) => changes.length > 0)?.decided?.due ?? 0;
    const simulation = new Simulation(scenario);
    simulation.advance(due + 0.05);
    const soFar = storyView(recordingOf(simulation.results()), scenario);
    const { decisions } = soFar;
    expect(decisions.at(-1)).toMatchObject({ decided: null, proposals: [{ agreed: false, open: true }] });
    const open = decisions.flatMap(({ proposals }) => proposals).filter((proposal) => proposal.open);
    expect(open).toHaveLength(1);
    const text = (complete: boolean) => switchesText({ story: soFar, places: [] }, complete, plainOutput()).join('\n');
    expect(text(true)).toContain('1 proposal to change something was still voted on when the run ended');
    expect(text(false)).toContain('1 proposal to change something was still voted on when the run was stopped');
    expect(text(true)).not.toContain('found no agreement');
  });
});

describe('intervals that were missed', () => {
  const watching = observing(200, { blocks: statistic('count', 'primary.blockTime') });
  const late = acceptWhen(compare(observation('blocks'), '>', number(50)), 'blocks > 50');
  const patient = managed(
    policy([rule(ALWAYS, { blockSize: times(property('primary.blockSize'), 2) })], { ...watching, ...late }),
  );

  test('are shown with the decision after them, also on a terminal', () => {
    const simulation = new Simulation(patient);
    simulation.advance(patient.duration);
    const missed = simulation.results().counters['management.intervalsMissed'];
    const told = storyView(recordingOf(simulation.results()), patient);
    const [{ decided, proposals }] = told.decisions;
    expect(decided).toMatchObject({ missed, cycles: 1 });
    expect(new Set(proposals.map(({ due }) => due)).size).toBe(missed + 1);
    const text = switchesText({ story: told, places: [] }, true, plainOutput()).join('\n');
    expect(text).toMatch(/after +cycles +intervals missed +proposed by/);
    expect(text).toMatch(new RegExp(`blockSize +1 kB +2 kB +1 +${missed} +Node`));
  });
});

describe('the switches on a terminal', () => {
  test('are in a table with the changes and their rules', () => {
    const text = switchesText({ story, places: Array.from({ length: 64 }, () => 'Zurich') }, true, plainOutput()).join(
      '\n',
    );
    expect(text).toMatch(/Switches {2}\d+ of \d+ configuration blocks changed something/);
    expect(text).toMatch(/consensus +PBFT +Tendermint +1 +Zurich \d+, ScaleBlocks, rule 1/);
    expect(text).toMatch(/roundTimeout +10 s +4 s\n/);
    expect(text).toMatch(/blockInterval +50 ms +25 ms/);
    expect(text).toMatch(/blockSize +1 MB +2 MB/);
    expect(text).not.toContain('intervals missed');
    expect(text).toMatch(/\d proposals to change something found no agreement/);
  });
});
