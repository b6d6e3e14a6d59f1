import { beforeAll, describe, expect, test } from 'vitest';
import { runDescription } from '../../client/history/run-text.js';
import { blockTimes } from '../../client/webview/figures/block-times.js';
import { delayHistory } from '../../client/webview/figures/delay-history.js';
import { delayPhases } from '../../client/webview/figures/delay-phases.js';
import { inForceAt, slowestBlock } from '../../client/webview/figures/reconfiguration-choice.js';
import { headlineFigures } from '../../client/webview/parts/headline.js';
import { recordingOf } from '../../engine/model/results.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { headline } from '../../server/lsp/runs/headline.js';
import { DEFAULT_CHOICES } from '../../server/protocol/panel.js';
import { quantity } from '../../server/protocol/quantities.js';
import type { RunView } from '../../server/protocol/run-view.js';
import type { RunEntry } from '../../server/protocol/runs.js';
import { type Summary, summaryOf } from '../../server/runs/summary.js';
import { runView } from '../../server/view/run-view.js';
import { baselineScenario } from '../view/synthetic-results.js';

let summary: Summary;
let view: RunView;

beforeAll(async () => {
  await prepare();
  const scenario = baselineScenario({ seconds: 1200 });
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  const results = simulation.results();
  summary = summaryOf(recordingOf(results), scenario);
  view = runView(results, scenario, { id: 'run' });
});

/** A figure of `summary.json`, formatted as everywhere. */
function written(metric: string, figure: 'mean' | 'median'): string {
  const { [figure]: value, unit } = summary.metrics[metric];
  return quantity(value, unit);
}

function headlined(label: string): { value: string; detail: string } {
  const found = headlineFigures(view).find((figure) => figure.label === label);
  if (!found) throw new Error(`no headline figure is called ${label}`);
  return { value: `${found.value.figure}\u00a0${found.value.unit}`, detail: found.detail };
}

describe('a name stands for one number', () => {
  test('“delay” and “block time” are the means of summary.json above the text, in the history and in the headline', () => {
    const [delay, blockTime] = [written('delay.total', 'mean'), written('primary.blockTime', 'mean')];
    const lens = headline(summary);
    expect(lens).toBe(`delay ${delay} · block time ${blockTime}`);
    const entry: RunEntry = {
      run: 'run',
      scenario: 'Baseline',
      label: '',
      pinned: false,
      seed: 1,
      startedAt: '',
      wallSeconds: 1,
      complete: true,
      simulatedSeconds: 1200,
      violations: 0,
      outcomes: null,
      scenarioHash: '',
      figures: lens,
      source: '',
    };
    expect(runDescription(entry)).toContain(lens);
    expect(headlined('Management delay').value).toBe(delay);
    expect(headlined('Block time').value).toBe(blockTime);
  });

  test('the headline gives the median beside the mean', () => {
    expect(headlined('Management delay').detail).toContain(`median ${written('delay.total', 'median')}`);
    expect(headlined('Block time').detail).toContain(`median ${written('primary.blockTime', 'median')}`);
  });

  test('captions give the same values of delays and of normal and switch blocks', () => {
    const delays = delayPhases.sentence([view], DEFAULT_CHOICES);
    expect(delays).toContain(`${written('delay.total', 'mean')} (mean; median ${written('delay.total', 'median')})`);
    const times = blockTimes.sentence([view], DEFAULT_CHOICES);
    for (const figure of ['median', 'mean'] as const)
      expect(times).toContain(
        `${figure} ${written('blockTime.switch', figure)} vs. ${written('blockTime.normal', figure)}`,
      );
  });

  test('the slowest block is the same block in every figure, with the same delay', () => {
    const slowest = slowestBlock(view);
    const [byTimeline] = [...view.reconfigurations].sort((a, b) => inForceAt(b) - inForceAt(a));
    expect(byTimeline.height).toBe(slowest);
    const sentence = delayHistory.sentence([view], DEFAULT_CHOICES);
    expect(sentence).toContain(`Block ${slowest}, `);
    expect(sentence).toContain(`in force after ${quantity(inForceAt(byTimeline), 's')}.`);
  });
});

describe('the main figure', () => {
  test('names late switches, with their share and their cost', () => {
    const late = { ...view, switches: { all: 122, late: 10, blockTime: 10.4 } };
    expect(delayPhases.sentence([late], DEFAULT_CHOICES)).toMatch(
      /10 of 122 switches \(8\.2\s%\) missed the first view, .* 10\.4\ss \(median\)/,
    );
    expect(
      delayPhases.sentence([{ ...late, switches: { all: 122, late: 0, blockTime: null } }], DEFAULT_CHOICES),
    ).not.toContain('missed');
  });
});

describe('the cost of a switch', () => {
  test('is not computed from block times of 0 because of a shared certificate', () => {
    const chained = {
      ...view,
      blockTimes: { ...view.blockTimes, switch: { ...view.blockTimes.switch, q1: 0, median: 0 } },
    };
    const sentence = blockTimes.sentence([chained], DEFAULT_CHOICES);
    expect(sentence).toContain('throughput shows what a switch costs');
    expect(sentence).not.toContain('100');
    const overhead = headlineFigures(chained).find(({ label }) => label === 'Switch overhead');
    expect(overhead).toMatchObject({ value: { figure: '–' }, detail: 'in the block before the switch' });
  });
});
