import { moments } from '../../../engine/measurement/moments.js';
import { ascending, quantile } from '../../../engine/measurement/quantile.js';
import { WORLDWIDE } from '../../../engine/model/cities.js';
import { geographicLatency, greatCircleMiles } from '../../../engine/network/latency.js';
import type { Comparison } from '../comparison.js';

export function places(): Comparison {
  const places = WORLDWIDE.map((city) => ({ ...city, group: 0 }));
  const ms: number[] = [];
  for (const from of places) {
    for (const to of places) ms.push(geographicLatency(greatCircleMiles(from, to)) * 1000);
  }
  const sorted = ascending(Float64Array.from(ms));
  const tolerance = { relative: 0.04 };
  return {
    title: 'Latency between worldwide places',
    about: `One-way latency between two places that \`placement: worldwide\` draws, with replacement, among cities
(${places.length} here, 62 in SymbChainSim), by the regression of Goonatilake and Bachnak (2012) on great-circle distances.`,
    theirs: 'SymbChainSim',
    unit: 'ms',
    rows: [
      { figure: 'median', theirs: 49.1, ours: quantile(sorted, 0.5), tolerance, decimals: 1 },
      { figure: 'mean', theirs: 49.1, ours: moments(sorted).mean, tolerance, decimals: 1 },
      { figure: 'maximum', theirs: 134.4, ours: quantile(sorted, 1), tolerance, decimals: 1 },
    ],
  };
}
