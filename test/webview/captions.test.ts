import { expect, test } from 'vitest';
import { delayHistory } from '../../client/webview/figures/delay-history.js';
import { histogram } from '../../client/webview/figures/histogram.js';
import { lateSwitchesText } from '../../client/webview/figures/late-switches.js';
import { networkSentence } from '../../client/webview/figures/network.js';
import { throughput } from '../../client/webview/figures/over-time.js';
import { headlineFigures } from '../../client/webview/parts/headline.js';
import { DEFAULT_CHOICES } from '../../server/protocol/panel.js';
import type { DistributionView, RunView } from '../../server/protocol/run-view.js';
import { fixture } from './fixtures/fixtures.js';

const baseline = fixture('baseline');

function withSamples(counts: number[], n: number): RunView {
  const view: DistributionView = {
    unit: 's',
    n,
    histogram: { start: 0.208, width: 0, counts },
    beyond: 0,
    ecdf: { values: [0.208], share: [1] },
  };
  return { ...baseline, distributions: { ...baseline.distributions, 'delay.total': view } };
}

test('equal samples are told by their value: all of them, the only one, or some', () => {
  expect(histogram.sentence([withSamples([3], 3)], DEFAULT_CHOICES)).toBe('All 3 samples are 208\u00a0ms.');
  expect(histogram.sentence([withSamples([1], 1)], DEFAULT_CHOICES)).toBe('The only sample is 208\u00a0ms.');
  expect(histogram.sentence([withSamples([2], 3)], DEFAULT_CHOICES)).toBe('2 of 3 samples are 208\u00a0ms.');
});

test('one configuration block has no range and no slowest', () => {
  const { height, ...columns } = baseline.delays;
  const first = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(0, 1)]));
  const single = { ...baseline, delays: { ...columns, ...first, height: height.slice(0, 1) } };
  expect(delayHistory.sentence([single], DEFAULT_CHOICES)).toMatch(/^The only configuration block took [\d.]+\sms\. /);
});

test('switches are counted as one, several and none', () => {
  const withSwitches = (switches: number[]) => ({ ...baseline, series: { ...baseline.series, switches } });
  const caption = (switches: number[]) => throughput.sentence([withSwitches(switches)], DEFAULT_CHOICES);
  expect(caption([60])).toContain('A tick marks the only configuration switch.');
  expect(caption([60, 90])).toContain('Ticks mark 2 configuration switches.');
  expect(caption([])).not.toContain('Ticks');
});

test('a network is told with as many managers as it has, and links alike have one latency', () => {
  const { network } = baseline;
  const told = (managing: number, latency?: number) =>
    networkSentence({
      ...network,
      nodes: network.nodes.map((node, i) => ({ ...node, management: i < managing })),
      links: network.links.map((link) => ({ ...link, latency: latency ?? link.latency })),
    });
  expect(told(0, 0.03)).toMatch(/^32 nodes in \d+ places; \d+ links of 30\.0\sms one-way latency\. /);
  expect(told(1)).toMatch(/^32 nodes in \d+ places, 1 of them manages the chain; \d+ links of [\d.]+\sms to /);
  expect(told(2)).toMatch(/ places, 2 of them manage the chain; /);
});

test('failures are told as one, several and none, and of what there is none nothing is said', () => {
  const failures = (missed: number, failed: number) => {
    const total = (name: string, count: number) => ({ [name]: { ...baseline.metrics[name], total: count } });
    const metrics = {
      ...baseline.metrics,
      ...total('management.intervalsMissed', missed),
      ...total('management.cyclesFailed', failed),
    };
    const figures = headlineFigures({ ...baseline, metrics });
    return figures.find(({ label }) => label === 'Configuration blocks')?.detail;
  };
  expect(failures(0, 0)).toBe('none failed or missed');
  expect(failures(0, 4)).toBe('4 cycles failed');
  expect(failures(1, 0)).toBe('1 interval missed');
  expect(failures(2, 1)).toBe('2 intervals missed, 1 cycle failed');
});

test('late switches are told as one, several and none', () => {
  const late = (count: number, all: number) =>
    lateSwitchesText({ ...baseline, switches: { all, late: count, blockTime: 10 } });
  expect(late(0, 5)).toBe('');
  expect(late(1, 1)).toMatch(/^The only switch missed the first view, .+; its block took 10\.0\ss\.$/);
  expect(late(1, 5)).toMatch(/^One of 5 switches \(20\s%\) .+; its block took 10\.0\ss\.$/);
  expect(late(2, 5)).toMatch(/^2 of 5 switches \(40\s%\) .+; their blocks took 10\.0\ss \(median\)\.$/);
});
