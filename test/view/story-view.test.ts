import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { Origins } from '../../language/index.js';
import { switchesText } from '../../server/cli/results/switches-text.js';
import type { StoryView } from '../../server/protocol/story-view.js';
import { numbersOf, textsOf } from '../../server/view/columns.js';
import { storyView } from '../../server/view/story-view.js';
import { plainOutput } from '../cli/plain-output.js';
import { loweredManaged } from '../webview/fixtures/fixtures.js';
import { baselineScenario, syntheticResults } from './synthetic-results.js';

let scenario: Scenario;
let origins: Origins;
let results: Results;
let story: StoryView;

beforeAll(async () => {
  await prepare();
  ({ scenario, origins } = await loweredManaged());
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  results = simulation.results();
  story = storyView(recordingOf(results), scenario);
}, 60_000);

function count(table: 'proposals' | 'changes' | 'objections'): number {
  return results.tables[table].rows;
}

describe('the story of a run', () => {
  test('holds every proposal, change and vote against of its records, each once', () => {
    const proposals = story.decisions.flatMap((decision) => decision.proposals);
    expect(proposals).toHaveLength(count('proposals'));
    expect(proposals.flatMap(({ changes }) => changes)).toHaveLength(count('changes'));
    const votes = proposals.flatMap(({ objections }) => objections.flatMap(({ nodes }) => nodes));
    expect(votes).toHaveLength(count('objections'));
    expect(votes.length).toBeGreaterThan(0);
    expect(story.leftOut).toBe(0);
  });

  test('ends with the configuration that the last block holds', () => {
    const { values } = story.epochs[story.epochs.length - 1];
    const rows = results.tables.configurationBlocks.rows;
    for (const property of ['blockSize', 'blockInterval', 'roundTimeout'])
      expect(Number(values[property])).toBe(numbersOf(results, 'configurationBlocks', property)[rows - 1]);
    expect(values.consensus.toLowerCase()).toBe(textsOf(results, 'configurationBlocks', 'consensus')[rows - 1]);
  });

  test('begins with what the scenario says, and tells when each change came into force', () => {
    expect(story.initial).toMatchObject({ consensus: 'PBFT', blockSize: '1000000', roundTimeout: '10' });
    const times = story.epochs.map(({ from }) => from);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const { height, decided, inForce, changes } of story.decisions) {
      if (changes.length === 0 || !decided || !inForce) continue;
      expect(inForce.at).toBeGreaterThan(decided.at);
      expect(story.epochs.map((epoch) => epoch.height)).toContain(height);
    }
  });

  test('names the rule in its own words, its policy, its place in the text and what it read', () => {
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

  test('names who voted against, by which condition, and where it stands', () => {
    const [objection] = story.decisions.flatMap(({ proposals }) => proposals.flatMap(({ objections }) => objections));
    expect(objection).toMatchObject({
      reason: 'proposed.blockSize <= 2MB',
      origin: 'management.policyFor.0.policy.accept',
    });
    expect(objection.nodes).toEqual([...objection.nodes].sort((a, b) => a - b));
  });

  test('leads from every rule and condition to the line of the text that it stands in', () => {
    const proposals = story.decisions.flatMap((decision) => decision.proposals);
    const rules = proposals.flatMap(({ rule }) => rule?.origin ?? []);
    const conditions = proposals.flatMap(({ objections }) => objections.flatMap(({ origin }) => origin ?? []));
    const lines = readFileSync('test/webview/fixtures/managed.twin', 'utf8').split('\n');
    for (const origin of rules) expect(lines[origins[origin].range.start.line]).toContain('when ');
    for (const origin of conditions) expect(lines[origins[origin].range.start.line]).toContain('accept when');
    expect(new Set([...rules, ...conditions]).size).toBeGreaterThan(3);
  });

  test('is quiet where nothing changes', () => {
    const baseline = baselineScenario({ seconds: 600 });
    const simulation = new Simulation(baseline);
    simulation.advance(baseline.duration);
    const quiet = storyView(recordingOf(simulation.results()), baseline);
    expect(quiet.epochs).toEqual([]);
    expect(quiet.decisions.length).toBeGreaterThan(5);
    expect(quiet.decisions.every(({ changes }) => changes.length === 0)).toBe(true);
    expect(switchesText(quiet, plainOutput())).toEqual([]);
  });

  test('is empty where nothing was measured', () => {
    const empty = baselineScenario({ seconds: 0.1 });
    expect(storyView(recordingOf(syntheticResults(empty)), empty)).toMatchObject({ epochs: [], decisions: [] });
  });
});

describe('the switches on a terminal', () => {
  test('stand in a table that says what changed and by which rule', () => {
    const text = switchesText(story, plainOutput()).join('\n');
    expect(text).toMatch(/Switches {2}\d+ of \d+ configuration blocks changed something/);
    expect(text).toMatch(/consensus +PBFT +Tendermint +1 +node \d+, ScaleBlocks, rule 1/);
    expect(text).toMatch(/roundTimeout +10 s +4 s\n/);
    expect(text).toMatch(/blockInterval +50 ms +25 ms/);
    expect(text).toMatch(/blockSize +1\.00 MB +2\.00 MB/);
    expect(text).toMatch(/\d proposals to change something found no agreement/);
  });
});
