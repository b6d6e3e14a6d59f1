import { boxStatistics } from '../../engine/measurement/box.js';
import type { Samples } from '../../engine/measurement/samples.js';
import type { BoxView } from '../protocol/run-view.js';
import { roundedAll, roundedOrNull } from './rounding.js';

const MAX_OUTLIERS = 150;

export function boxView(samples: Samples): BoxView {
  const box = boxStatistics(samples);
  return {
    n: box.n,
    mean: roundedOrNull(box.mean),
    q1: roundedOrNull(box.q1),
    median: roundedOrNull(box.median),
    q3: roundedOrNull(box.q3),
    whiskerLow: roundedOrNull(box.whiskerLow),
    whiskerHigh: roundedOrNull(box.whiskerHigh),
    outliers: roundedAll(thinned(box.outliers, MAX_OUTLIERS)),
    outlierCount: box.outliers.length,
  };
}

/** At most `most` of the ascending values, evenly by rank, including the first and the last. */
export function thinned(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, i) => values[Math.round((i * (values.length - 1)) / (most - 1))]);
}
