import type { Recording } from '../model/results.js';
import type { Samples } from './samples.js';

/** A metric: its name in the language, and the place of its samples in the results. */
export interface Metric {
  name: string;
  /** SI unit of its samples; `share` for values between 0 and 1, shown in per cent. */
  unit: string;
  /** A counter is its total over the measured time; samples have a distribution. */
  kind: 'samples' | 'counter';
  meaning: string;
  /** Section of the paper that defines it, if any. */
  section?: string;
  /** True if the metric needs a workload: a saturated primary has neither arrivals nor a pool. */
  needsWorkload: boolean;
  /** True if the metric needs a twin that looks ahead. */
  needsMirror?: boolean;
  /** True if the metric needs a crash or a partition that ends. */
  needsOutage?: boolean;
  samples: (recording: Recording) => Samples;
}
