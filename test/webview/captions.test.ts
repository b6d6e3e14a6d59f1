import { expect, test } from 'vitest';
import { delayHistory } from '../../client/webview/figures/delay-history.js';
import { histogram } from '../../client/webview/figures/histogram.js';
import { networkSentence } from '../../client/webview/figures/network.js';
import { throughput } from '../../client/webview/figures/over-time.js';
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

test('equal samples are given by their value: all of them, the only one, or some', () => {
  expect(histogram.sentence([withSamples([3], 3)], DEFAULT_CHOICES)).toBe('All 3 samples are 208\u00a0ms.');
  expect(histogram.sentence([withSamples([1], 1)], DEFAULT_CHOICES)).toBe('The only sample is 208\u00a0ms.');
  expect(histogram.sentence([withSamples([2], 3)], DEFAULT_CHOICES)).toBe('2 of 3 samples are 208\u00a0ms.');
});

test('one configuration block has no range and no slowest block', () => {
  const { height, ...columns } = baseline.delays;
  const first = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.slice(0, 1)]));
  const single = { ...baseline, delays: { ...columns, ...first, height: height.slice(0, 1) } };
  expect(delayHistory.sentence([single], DEFAULT_CHOICES)).toMatch(/^The only configuration block took [\d.]+\sms\. /);
});

test('switches are counted as one, several and none', () => {
  const withSwitches = (switches: number[]) => ({ ...baseline, series: { ...baseline.series, switches } });
  const caption = (switches: number[]) => throughput.sentence([withSwitches(switches)], DEFAULT_CHOICES);
  expect(caption([60])).toContain('Ticks mark 1 configuration switch.');
  expect(caption([60, 90])).toContain('Ticks mark 2 configuration switches.');
  expect(caption([])).not.toContain('Ticks');
});

test('a network shows all its managers, and equal links have one latency', () => {
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
