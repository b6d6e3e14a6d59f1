/** What a twin takes for true of the primary when an interval ends, and begins its look-ahead runs with. */
export interface Belief {
  /** The height after the last block that its node has committed. */
  height: number;
  /** Height of the configuration block that is due. */
  due: number;
  /** Age of that block, s; 0 for who sees everything. */
  staleness: number;
  /** Nodes that take part, ascending. */
  live: readonly number[];
  /** Transactions that wait; absent where the chain is saturated. */
  backlog?: number;
  /** tx/s; absent where the chain is saturated. */
  arrivals?: number;
  /** The rate of links, as a multiple of what the topology declares. */
  bandwidth: number;
  /** The latency of the links from each node, as a multiple of what the topology declares; absent where it is that. */
  latency?: readonly number[];
  /** Probability that a copy is lost; absent where it is that of the topology. */
  loss?: number;
  /** From the end of an interval until the node has the configuration block: the median so far, s. */
  delay: number;
}

/** A belief and what was true at the same moment. */
export interface Mirror {
  node: number;
  belief: Belief;
  truth: Belief;
}
