/** Two or more runs side by side: the first is the baseline, every other run is compared with it. */
export interface ComparisonView {
  /** Ids of the runs, the baseline first. */
  runs: string[];
  /** How the intervals were made, in plain words. */
  method: string;
  rows: DifferenceRow[];
  /** What was changed, property by property; absent if the scenarios of the runs are not known. */
  changes?: PropertyChange[];
  /** The runs measured for different times, so that their totals do not compare. */
  unequalTimes: boolean;
}

/** A property in which the scenarios of the runs differ. */
export interface PropertyChange {
  /** Dotted path from the scenario: `topology.groups[Banks].nodes`. */
  property: string;
  /** The value of each run, formatted for readers. */
  values: string[];
}

export interface DifferenceRow {
  metric: string;
  unit: string;
  meaning: string;
  /** Its figures are totals of the measured time. */
  counter: boolean;
  /** One entry per run. A counter's mean is its total and has no interval. */
  means: { mean: number | null; halfWidth: number | null }[];
  /** One entry per run but the baseline. */
  differences: DifferenceView[];
}

/** Mean of the run minus mean of the baseline. */
export interface DifferenceView {
  difference: number | null;
  /** Share of the baseline's mean; null if that is zero. */
  relative: number | null;
  /** 95 % confidence interval; null if the runs are too short for one. */
  low: number | null;
  high: number | null;
}
