/** How much is simulated, where that is not for the experiments to say. */
export interface Extent {
  /** Replications of every point. */
  replications?: number;
  /** Simulated time of each, s. */
  duration?: number;
}

/** To see in a minute or two how it goes; far too little for most claims. */
export const QUICK: Extent = { replications: 5, duration: 300 };
