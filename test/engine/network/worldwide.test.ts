import { expect, test } from 'vitest';
import { moments } from '../../../engine/measurement/moments.js';
import { quantile } from '../../../engine/measurement/quantile.js';
import { WORLDWIDE } from '../../../engine/model/cities.js';
import { geographicLatency, greatCircleMiles } from '../../../engine/network/latency.js';

test('latencies between the cities of `worldwide` have the spread of the simulator that the paper used', () => {
  const places = WORLDWIDE.map((city) => ({ ...city, group: 0 }));
  const latencies = Float64Array.from(
    places.flatMap((a) => places.map((b) => 1000 * geographicLatency(greatCircleMiles(a, b)))),
  ).sort();
  expect(WORLDWIDE.length).toBe(67);
  expect(moments(latencies).mean).toBeCloseTo(49.0, 1);
  expect(quantile(latencies, 0.5)).toBeCloseTo(50.2, 1);
  expect(latencies[latencies.length - 1]).toBeCloseTo(136.7, 1);
});
