import { describe, expect, test } from 'vitest';
import { identify } from '../../../engine/network/identity.js';
import type { Links } from '../../../engine/network/links.js';
import { constant, constantTopology, deliveries, openNetwork } from './open-network.js';

const MB = 1e6;
const normal = (mean: number, sd: number) => ({ kind: 'normal' as const, mean, sd });

/** Selects a message by its number, as the transport does. */
function select(links: Links, number: number, size = MB): Links {
  const words = new Int32Array(2);
  identify(words, 0, 0, 0, -1, number, 0);
  links.message(words[0], words[1], size);
  return links;
}

/** Time for which a copy of the selected message occupies its link, ns. */
function transfer(links: Links, from: number, to: number): number {
  links.drawDelay(from, to);
  return links.transfer[0];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sd(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

describe('one transmission', () => {
  test('takes size / bandwidth + latency + jitter', () => {
    const topology = constantTopology(2, {
      latency: { kind: 'distribution', distribution: constant(0.025) },
      jitter: constant(0.003),
    });
    const { transport } = openNetwork(topology);
    transport.send(0, 0, 0, 1, 0, 2.5 * MB, 0, 0);
    expect(deliveries(transport)).toEqual([{ node: 1, time: 0.278e9 }]);
  });

  test('of a slow sender takes a multiple of both times, each in whole nanoseconds', () => {
    const latency = { kind: 'distribution' as const, distribution: constant(0.000000007) };
    const links = select(openNetwork(constantTopology(2, { latency })).links, 0, 1);
    expect([transfer(links, 0, 1), links.flight[0]]).toEqual([100, 7]);
    links.slowDown(1.125);
    // 112.5 and 7.875 ns: rounding their sum would give 120 ns.
    expect([links.transfer[0], links.flight[0]]).toEqual([113, 8]);
  });

  test('is handled after its validation', () => {
    const { transport } = openNetwork(constantTopology(3), { validation: 0.001 });
    transport.broadcast(0, 0, 0, 0, MB, 0, 0);
    expect(deliveries(transport).map(({ time }) => time)).toEqual([0.101e9, 0.101e9]);
  });
});

describe('a varying bandwidth', () => {
  const group = { name: 'nodes', nodes: 40, places: [{ kind: 'worldwide' as const }], bandwidth: normal(10e6, 0.5e6) };
  const linksOf = (drawn: 'perMessage' | 'perLink' | 'perNode') =>
    openNetwork(constantTopology(40, { groups: [group], drawn })).links;
  const rate = (links: Links, from: number, to: number) => (MB * 1e9) / transfer(links, from, to);

  test('is drawn again for every message and every link', () => {
    const links = linksOf('perMessage');
    const rates: number[] = [];
    for (let number = 0; number < 200; number++) {
      select(links, number);
      for (let to = 1; to < 40; to++) rates.push(rate(links, 0, to));
    }
    expect(new Set(rates).size).toBeGreaterThan(0.99 * rates.length);
    // 7,800 draws: four standard errors are 0.023 MB/s for the mean and 0.016 MB/s for the standard deviation.
    expect(Math.abs(mean(rates) - 10e6)).toBeLessThan(0.023e6);
    expect(Math.abs(sd(rates) - 0.5e6)).toBeLessThan(0.016e6);
  });

  test('is drawn once per link, or once per sending node, where the topology says so', () => {
    const perLink = linksOf('perLink');
    const perNode = linksOf('perNode');
    for (let number = 0; number < 20; number++) {
      expect(transfer(select(perLink, number), 0, 1)).toBe(transfer(select(perLink, 0), 0, 1));
      expect(transfer(select(perNode, number), 0, 1)).toBe(transfer(select(perNode, 0), 0, 2));
    }
    expect(transfer(select(perLink, 0), 0, 1)).not.toBe(transfer(perLink, 0, 2));
    expect(transfer(perLink, 0, 1)).not.toBe(transfer(perLink, 1, 0));
    expect(transfer(perNode, 0, 1)).not.toBe(transfer(select(perNode, 0), 1, 0));
  });

  test('is that of the group of the sender', () => {
    const places = [{ kind: 'worldwide' as const }];
    const groups = [
      { name: 'fast', nodes: 1, places, bandwidth: constant(20e6) },
      { name: 'slow', nodes: 1, places, bandwidth: constant(5e6) },
    ];
    const { links } = openNetwork(constantTopology(2, { groups }));
    expect(transfer(select(links, 0), 0, 1)).toBe(0.05e9);
    expect(transfer(links, 1, 0)).toBe(0.2e9);
  });
});

describe('the random numbers of a copy', () => {
  const topology = constantTopology(12, {
    groups: [{ name: 'nodes', nodes: 12, places: [{ kind: 'worldwide' }], bandwidth: normal(10e6, 2e6) }],
    jitter: { kind: 'exponential', mean: 0.01 },
    loss: 0.3,
  });
  const draws = (links: Links, from: number, to: number) => [
    transfer(links, from, to),
    links.flight[0],
    links.lost(from, to),
  ];

  test('does not depend on which other copies were drawn before', () => {
    const { links } = openNetwork(topology);
    select(links, 5);
    const inOrder = Array.from({ length: 11 }, (_, i) => draws(links, 0, i + 1));
    select(links, 6);
    draws(links, 3, 4);
    select(links, 5);
    const backwards = Array.from({ length: 11 }, (_, i) => draws(links, 0, 11 - i)).reverse();
    expect(backwards).toEqual(inOrder);
  });

  test('of one part does not change with another part: without jitter and loss the bandwidths are the same', () => {
    const { links } = openNetwork(topology);
    const quiet = openNetwork({ ...topology, jitter: constant(0), loss: 0 }).links;
    for (let to = 1; to < 12; to++) {
      expect(transfer(select(links, 9), 0, to)).toBe(transfer(select(quiet, 9), 0, to));
    }
  });

  test('differs for another message, link or replication seed', () => {
    const { links } = openNetwork(topology);
    const other = openNetwork(topology, { seed: 2 }).links;
    const found = [
      transfer(select(links, 1), 0, 1),
      transfer(select(links, 2), 0, 1),
      transfer(select(links, 1), 1, 0),
      transfer(select(links, 1), 0, 2),
      transfer(select(other, 1), 0, 1),
    ];
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('loss', () => {
  test('loses the given share of copies, and every copy is accounted for', () => {
    const { transport } = openNetwork(constantTopology(21, { loss: 0.05 }));
    for (let message = 0; message < 2000; message++) transport.broadcast(0, 0, 0, 0, MB, message, 0);
    const delivered = deliveries(transport).length;
    const { sent, lost } = transport.traffic;
    expect(sent).toBe(40_000);
    expect(delivered).toBe(sent - lost);
    // Four standard deviations of a binomial count.
    expect(Math.abs(lost - 2000)).toBeLessThan(4 * Math.sqrt(40_000 * 0.05 * 0.95));
  });

  test('affects every link alike', () => {
    const { links } = openNetwork(constantTopology(10, { loss: 0.1 }));
    const lost = new Float64Array(10);
    for (let message = 0; message < 5000; message++) {
      select(links, message);
      for (let to = 1; to < 10; to++) if (links.lost(0, to)) lost[to]++;
    }
    for (const count of lost.subarray(1)) expect(Math.abs(count - 500)).toBeLessThan(4 * Math.sqrt(450));
  });
});

describe('a message that is under way when the run ends', () => {
  test('is in flight: neither delivered nor lost', () => {
    const { transport } = openNetwork(constantTopology(5), { end: 0.25 });
    transport.broadcast(0, 0, 0, 0, MB, 0, 0);
    transport.broadcast(0, 0, 1, 0, 3 * MB, 1, 0);
    let delivered = 0;
    while (transport.next(0.25e9)) delivered++;
    expect(delivered).toBe(4);
    expect(transport.traffic).toMatchObject({ sent: 8, lost: 0, inFlight: 4 });
  });
});

describe('a shared uplink', () => {
  const shared = (nodes: number, latency = 0) =>
    constantTopology(nodes, { sharing: 'uplink', latency: { kind: 'distribution', distribution: constant(latency) } });

  test('sends copies one after another: the last of k leaves after k · S / B', () => {
    const { transport } = openNetwork(shared(9, 0.01));
    transport.broadcast(0, 0, 0, 0, MB, 0, 0);
    const times = deliveries(transport).map(({ time }) => time);
    expect(times).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((k) => k * 0.1e9 + 0.01e9));
  });

  test("queues messages, and nodes do not wait for each other's uplinks", () => {
    const { transport } = openNetwork(shared(3));
    transport.send(0, 0, 0, 1, 0, MB, 0, 0);
    transport.send(0, 0, 0, 2, 0, MB, 1, 0);
    transport.send(0, 0, 1, 2, 0, MB, 2, 0);
    expect(deliveries(transport)).toEqual([
      { node: 1, time: 0.1e9 },
      { node: 2, time: 0.1e9 },
      { node: 2, time: 0.2e9 },
    ]);
  });

  test('starts with another peer each time, so that none is always the last', () => {
    const { transport } = openNetwork(shared(5));
    const last = new Set<number>();
    for (let message = 0; message < 40; message++) {
      transport.broadcast(0, 0, 0, 0, MB, message, 0);
      last.add(deliveries(transport)[3].node);
    }
    expect(last).toEqual(new Set([1, 2, 3, 4]));
  });

  test('is off by default: every copy has the full rate of its link', () => {
    const { transport } = openNetwork(constantTopology(9));
    transport.broadcast(0, 0, 0, 0, MB, 0, 0);
    expect(new Set(deliveries(transport).map(({ time }) => time))).toEqual(new Set([0.1e9]));
  });
});

describe('direct dissemination', () => {
  test('reaches every participant but the sender, once, in order of arrival', () => {
    const topology = constantTopology(8, {
      groups: [{ name: 'nodes', nodes: 8, places: [{ kind: 'worldwide' }], bandwidth: normal(10e6, 2e6) }],
      latency: { kind: 'geographic' },
    });
    const { transport } = openNetwork(topology, { participants: [1, 2, 5, 7] });
    transport.broadcast(0, 0, 2, 0, MB, 0, 0);
    const found = deliveries(transport);
    expect(found.map(({ node }) => node).sort()).toEqual([1, 5, 7]);
    expect(found.map(({ time }) => time)).toEqual(found.map(({ time }) => time).sort((a, b) => a - b));
    expect(transport.traffic.sent).toBe(3);
  });
});
