/** Limits of a reproduction that replace those of the experiments. */
export interface Extent {
  /** Replications of every point. */
  replications?: number;
  /** Simulated time of each replication, s. */
  duration?: number;
}

/** For a first impression in a minute or two; far too little for most claims. */
export const QUICK: Extent = { replications: 5, duration: 300 };
