import { describe, expect, test } from 'vitest';
import { spreadOut } from '../../client/webview/charts/side-labels.js';
import { choose, initialModel, reduce, runInFocus, stateToKeep } from '../../client/webview/model/panel-model.js';
import { labelLines, runLabels } from '../../client/webview/words/metric-names.js';
import { DEFAULT_CHOICES, type ProgressView } from '../../server/protocol/panel.js';
import { fixture } from './fixtures/fixtures.js';

const baseline = fixture('baseline');
const narrow = fixture('narrow-links');
const progress: ProgressView = {
  run: 'baseline',
  name: 'Baseline',
  simulatedSeconds: 1,
  duration: 10,
  eventsPerSecond: 1,
  secondsLeft: null,
};

describe('the model', () => {
  test('starts empty, with the choices from before a reload', () => {
    expect(initialModel(null)).toMatchObject({ content: { kind: 'waiting' }, choices: DEFAULT_CHOICES });
    const choices = { ...DEFAULT_CHOICES, distribution: 'delay.update' };
    expect(initialModel({ runs: ['a'], choices }).choices).toEqual(choices);
  });

  test('shows progress until its run has ended', () => {
    const running = reduce(initialModel(null), { type: 'progress', progress });
    expect(running.progress).toEqual(progress);
    expect(reduce(running, { type: 'finished', run: 'another' }).progress).toEqual(progress);
    expect(reduce(running, { type: 'finished', run: 'baseline' }).progress).toBeNull();
    expect(reduce(running, { type: 'runs', runs: [{ ...baseline, state: 'running' }] }).progress).toEqual(progress);
    expect(reduce(running, { type: 'runs', runs: [baseline] }).progress).toBeNull();
  });

  test('keeps choices when other runs are shown', () => {
    const choices = { ...DEFAULT_CHOICES, distribution: 'blockTime.switch' };
    const model = reduce({ ...initialModel(null), choices }, { type: 'runs', runs: [baseline, narrow] });
    expect(stateToKeep(model)).toEqual({ runs: ['baseline', 'narrow-links'], choices });
  });

  test('keeps which topology is previewed for a reload', () => {
    const topology = { uri: 'file:///a.twin', declaration: 'World', network: baseline.network };
    const model = reduce(initialModel(null), { type: 'topology', topology, problem: null });
    expect(stateToKeep(model)).toEqual({
      runs: [],
      topology: { uri: 'file:///a.twin', declaration: 'World' },
      choices: DEFAULT_CHOICES,
    });
  });

  test('shows the whole timeline when another configuration block is chosen', () => {
    const choices = {
      ...DEFAULT_CHOICES,
      reconfiguration: 3,
      timeline: { from: 0, to: 1 },
      time: { from: 60, to: 90 },
    };
    expect(choose(choices, { reconfiguration: 4 })).toEqual({ ...choices, reconfiguration: 4, timeline: null });
    expect(choose(choices, { distribution: 'delay.update' }).timeline).toEqual({ from: 0, to: 1 });
  });

  test('has the first run in focus unless another shown run was chosen', () => {
    expect(runInFocus([baseline, narrow], DEFAULT_CHOICES)).toBe(baseline);
    expect(runInFocus([baseline, narrow], { ...DEFAULT_CHOICES, run: 'narrow-links' })).toBe(narrow);
    expect(runInFocus([baseline, narrow], { ...DEFAULT_CHOICES, run: 'gone' })).toBe(baseline);
  });
});

test('runs of one name are distinguished by seed, and those of one name and seed by position', () => {
  expect(runLabels([baseline, narrow])).toEqual(['Baseline', 'NarrowLinks']);
  expect(runLabels([baseline, { ...baseline, seed: 2 }])).toEqual(['Baseline, seed 1', 'Baseline, seed 2']);
  expect(runLabels([baseline, baseline])).toEqual(['Baseline, seed 1 (1)', 'Baseline, seed 1 (2)']);
});

test('labels under bars are broken into lines and cut where they are too long', () => {
  expect(labelLines('Baseline')).toEqual(['Baseline']);
  expect(labelLines('NarrowLinks, seed 12')).toEqual(['NarrowLinks,', 'seed 12']);
  expect(labelLines('ThisIsOneVeryLongWord')).toEqual(['ThisIsOneVeryLo…']);
  expect(labelLines('a name that goes on and on for ever and a day')).toHaveLength(3);
});

describe('labels beside a picture', () => {
  test('stay in their places if there is room', () => {
    expect(spreadOut([10, 60, 120], 30, 0, 200)).toEqual([10, 60, 120]);
  });

  test('move apart where they would overlap, and keep their order', () => {
    const placed = spreadOut([100, 95, 105], 30, 0, 200);
    expect(placed[1]).toBeLessThan(placed[0]);
    expect(placed[0]).toBeLessThan(placed[2]);
    expect(placed[0] - placed[1]).toBeGreaterThanOrEqual(30);
    expect(placed[2] - placed[0]).toBeGreaterThanOrEqual(30);
  });

  test('stay inside', () => {
    for (const position of spreadOut([195, 198], 30, 0, 200)) expect(position).toBeLessThanOrEqual(200);
    for (const position of spreadOut([-5, 2], 30, 0, 200)) expect(position).toBeGreaterThanOrEqual(0);
  });
});
