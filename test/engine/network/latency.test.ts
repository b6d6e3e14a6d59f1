import { describe, expect, test } from 'vitest';
import { streamKey } from '../../../engine/kernel/streams.js';
import { CITIES, WORLDWIDE } from '../../../engine/model/cities.js';
import type { Latency, LatencyEntry } from '../../../engine/model/scenario.js';
import { geographicLatency, greatCircleMiles, latencyMatrix } from '../../../engine/network/latency.js';
import type { NodePlace } from '../../../engine/network/places.js';
import { drawSystem } from '../../../engine/network/system.js';
import { baseline, worldwide } from '../scenarios.js';

function place(name: string): NodePlace {
  const city = CITIES.find((candidate) => candidate.name === name);
  if (!city) throw new Error(`no city ${name}`);
  return { group: 0, name, latitude: city.latitude, longitude: city.longitude };
}

/** One-way latency in ms from the first to the second place, and back. */
function thereAndBack(latency: Latency, from: string, to: string, seed = 1): [number, number] {
  const matrix = latencyMatrix(latency, [place(from), place(to)], streamKey(seed, 0, 'latency'));
  return [matrix[1] / 1e6, matrix[2] / 1e6];
}

describe('geographic latency', () => {
  test('is 2.431 ms between two nodes in one city', () => {
    expect(thereAndBack({ kind: 'geographic' }, 'Paris', 'Paris')).toEqual([2.431, 2.431]);
  });

  test('is half of the round trip 0.022 ms per mile + 4.862 ms', () => {
    expect(geographicLatency(1000)).toBeCloseTo(0.013431, 12);
  });

  // Great-circle distances from travel tables, in miles.
  test.each([
    ['London', 'New York', 3461],
    ['London', 'Paris', 214],
    ['London', 'Sydney', 10_562],
    ['New York', 'Los Angeles', 2446],
    ['Tokyo', 'San Francisco', 5136],
    ['Johannesburg', 'Sao Paulo', 4616],
  ])('from %s to %s follows from their distance of %i miles', (from, to, miles) => {
    expect(greatCircleMiles(place(from), place(to)) / miles).toBeCloseTo(1, 2);
    const expected = geographicLatency(miles) * 1000;
    for (const found of thereAndBack({ kind: 'geographic' }, from, to)) expect(found / expected).toBeCloseTo(1, 2);
  });

  test('of antipodes is that of half the circumference', () => {
    const pole = { group: 0, name: 'north', latitude: 90, longitude: 0 };
    expect(greatCircleMiles(pole, { ...pole, latitude: -90 })).toBeCloseTo(Math.PI * 3958.7613, 6);
    expect(greatCircleMiles({ ...pole, latitude: 0 }, { ...pole, latitude: 0, longitude: 180 })).toBeCloseTo(
      12_436.8,
      0,
    );
  });
});

test('worldwide draws among at least 60 distinct cities on every continent', () => {
  expect(WORLDWIDE.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CITIES.map((city) => city.name)).size).toBe(CITIES.length);
  expect(new Set(WORLDWIDE.map((city) => city.region)).size).toBe(6);
});

describe('a drawn latency', () => {
  const drawn: Latency = { kind: 'distribution', distribution: { kind: 'normal', mean: 0.05, sd: 0.02 } };

  test('is drawn once per pair, for both directions', () => {
    const [there, back] = thereAndBack(drawn, 'Rome', 'Oslo');
    expect(there).toBe(back);
    expect(there).not.toBe(thereAndBack(drawn, 'Rome', 'Oslo', 2)[0]);
  });

  test('is never negative', () => {
    const nodes = Array.from({ length: 40 }, () => place('Rome'));
    const wide: Latency = { kind: 'distribution', distribution: { kind: 'normal', mean: 0.01, sd: 0.05 } };
    expect(Math.min(...latencyMatrix(wide, nodes, streamKey(1, 0, 'latency')))).toBe(0);
    expect(latencyMatrix(wide, nodes, streamKey(1, 0, 'latency')).filter((value) => value === 0)).toHaveLength(40);
  });
});

describe('a matrix of measured latencies', () => {
  const measured = (entries: [string, string, number][]): Latency => ({
    kind: 'matrix',
    entries: entries.map(([from, to, ms]) => ({ from, to, seconds: ms / 1000 })),
  });

  test('holds for both directions where one direction is given', () => {
    expect(thereAndBack(measured([['Rome', 'Oslo', 17]]), 'Rome', 'Oslo')).toEqual([17, 17]);
    expect(thereAndBack(measured([['Rome', 'Oslo', 17]]), 'Oslo', 'Rome')).toEqual([17, 17]);
  });

  test('holds for each direction where both are given', () => {
    const both = measured([
      ['Rome', 'Oslo', 17],
      ['Oslo', 'Rome', 23],
    ]);
    expect(thereAndBack(both, 'Rome', 'Oslo')).toEqual([17, 23]);
    expect(thereAndBack(both, 'Oslo', 'Rome')).toEqual([23, 17]);
  });

  test('leaves pairs that it does not name to geography, even two nodes in one city', () => {
    const rome = measured([['Rome', 'Oslo', 17]]);
    expect(thereAndBack(rome, 'Rome', 'Paris')).toEqual(thereAndBack({ kind: 'geographic' }, 'Rome', 'Paris'));
    expect(thereAndBack(rome, 'Rome', 'Rome')).toEqual([2.431, 2.431]);
  });
});

describe('a measured latency', () => {
  const nodes = ['Berlin', 'Tokyo', 'Tokyo'].map((name, group) => ({ ...place(name), group }));
  const seconds = (entries: LatencyEntry[]) => {
    const latency = { kind: 'matrix' as const, entries };
    const matrix = latencyMatrix(latency, nodes, streamKey(1, 0, 'latency'), ['Banks', 'Ports', 'Yards']);
    return [matrix[1] / 1e9, matrix[2] / 1e9, matrix[5] / 1e9];
  };
  const entry = (from: string, to: string, value: number) => ({ from, to, seconds: value });
  const [, , near] = seconds([]);

  test("is looked up by the nodes' numbers, then by their places, then by their groups", () => {
    const groups = [entry('Banks', 'Ports', 0.3), entry('Ports', 'Yards', 0.4)];
    expect(seconds(groups)).toEqual([0.3, seconds([])[1], 0.4]);
    const places = [...groups, entry('Berlin', 'Tokyo', 0.2)];
    expect(seconds(places)).toEqual([0.2, 0.2, 0.4]);
    expect(seconds([...places, entry('1', '0', 0.1)])).toEqual([0.1, 0.2, 0.4]);
  });

  test('is geographic where nothing was measured', () => {
    expect(near).toBe(0.002431);
  });
});

describe('several measurements of one pair', () => {
  const values = [0.01, 0.02, 0.06];
  const topology = worldwide({
    groups: [
      { name: 'A', nodes: 2, places: [{ kind: 'city', name: 'Berlin' }], bandwidth: { kind: 'constant', value: 1e15 } },
      { name: 'B', nodes: 2, places: [{ kind: 'city', name: 'Tokyo' }], bandwidth: { kind: 'constant', value: 1e15 } },
    ],
    peers: { kind: 'full' },
    latency: {
      kind: 'matrix',
      entries: [{ from: 'A', to: 'B', seconds: 0.03, drawn: { kind: 'empirical', values } }],
    },
  });
  const scenario = baseline({ topology });
  const { links } = drawSystem(
    { ...scenario, management: { ...scenario.management, nodes: { kind: 'all' } } },
    (name) => streamKey(1, 0, name),
  );

  test('are drawn for every message, each as often as it was measured', () => {
    const counts = new Map<number, number>();
    for (let message = 0; message < 3000; message++) {
      links.message(message, 7, 100);
      links.drawDelay(0, 2);
      const flight = links.flight[0] / 1e9;
      counts.set(flight, (counts.get(flight) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(values);
    // A thousand each; five standard deviations are 129.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(129);
  });

  test('do not affect other pairs', () => {
    links.message(1, 7, 100);
    links.drawDelay(0, 1);
    expect(links.flight[0]).toBe(2_431_000);
  });
});
