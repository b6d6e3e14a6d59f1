import type { Recording } from '../model/results.js';
import type { Samples } from './samples.js';

/** One thing that can be measured: its name in the language, and where its samples stand in the results. */
export interface Metric {
  name: string;
  /** SI unit of its samples; `share` of what lies between 0 and 1 and is told in per cent. */
  unit: string;
  /** A counter is its total over the measured time; samples have a distribution. */
  kind: 'samples' | 'counter';
  meaning: string;
  /** Section of the paper, where it has one. */
  section?: string;
  /** Undefined on a saturated primary, which has neither arrivals nor a pool. */
  needsWorkload: boolean;
  /** Undefined if no twin looks ahead. */
  needsMirror?: boolean;
  /** Undefined if no crash and no partition ends. */
  needsOutage?: boolean;
  samples: (recording: Recording) => Samples;
}
