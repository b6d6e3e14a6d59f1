/** Two or more runs side by side: the first is the baseline, every other run is compared with it. */
export interface ComparisonView {
  /** Ids of the runs, the baseline first. */
  runs: string[];
  /** How the intervals were made, in plain words. */
  method: string;
  rows: DifferenceRow[];
}

export interface DifferenceRow {
  metric: string;
  unit: string;
  meaning: string;
  /** One entry per run. A counter's mean is its total and has no interval. */
  means: { mean: number | null; halfWidth: number | null }[];
  /** One entry per run but the baseline. */
  differences: DifferenceView[];
}

/** Mean of the run minus mean of the baseline. */
export interface DifferenceView {
  difference: number | null;
  /** Share of the baseline's mean; null where that is zero. */
  relative: number | null;
  /** 95 % confidence interval; null where the runs are too short for one. */
  low: number | null;
  high: number | null;
}
