/** What a twin believes about the primary at the end of an interval: the initial state of its look-ahead runs. */
export interface Belief {
  /** The height after the last block that its node has committed. */
  height: number;
  /** Height of the configuration block that is due. */
  due: number;
  /** Age of that block, s; 0 with the exact view. */
  staleness: number;
  /** Nodes that take part, ascending. */
  live: readonly number[];
  /** Waiting transactions; absent if the chain is saturated. */
  backlog?: number;
  /** Rate of arrivals, tx/s; absent if the chain is saturated. */
  arrivals?: number;
  /** The rate of links, as a multiple of what the topology declares. */
  bandwidth: number;
  /** The latency of the links from each node, as a multiple of what the topology declares; absent if as declared. */
  latency?: readonly number[];
  /** Probability that a copy is lost; absent if as declared. */
  loss?: number;
  /** From the end of an interval until the node has the configuration block: the median so far, s. */
  delay: number;
}

/** A belief, and the true values at the same time. */
export interface Mirror {
  node: number;
  belief: Belief;
  truth: Belief;
}
