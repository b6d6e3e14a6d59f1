import type { LookAheadView, TryView } from './deliberation-view.js';

/**
 * Why the primary has its configuration: the proposals of its twins, with the rules and observations behind them, the
 * votes against them, and their outcomes. Quantities are in SI units, times in s since the start of the run.
 */
export interface StoryView {
  /** The configuration of the primary at the start of the measured time. */
  initial: ConfigurationView;
  /** Configurations that differ from the one before, in order, once a block was made under them. */
  epochs: EpochView[];
  /**
   * One for each configuration block, in order, and one for a height that is still undecided. To keep the view small,
   * decisions without any wish for a change are omitted first.
   */
  decisions: DecisionView[];
  /** Counts over all decisions, including omitted ones. */
  counts: StoryCounts;
  /** Number of omitted decisions with a wish for a change. All of them came after the included ones. */
  leftOut: number;
}

export interface StoryCounts {
  /** Configuration blocks that changed something, and those that changed nothing. */
  changed: number;
  kept: number;
  /** Properties that were changed, over all blocks. */
  changes: number;
  /** Proposals of a change without agreement, and those that were still voted on at the end. */
  refused: number;
  open: number;
}

/** Values for display: numbers in SI as plain decimals, protocols by their titles. */
export type ConfigurationView = Record<string, string>;

export interface EpochView {
  /** Height of the configuration block. */
  height: number;
  /** When the first block under it was committed. */
  from: number;
  values: ConfigurationView;
}

export interface DecisionView {
  height: number;
  /** Null if it was not decided within the measured time. */
  decided: {
    /** End of the interval in which it was decided. */
    due: number;
    at: number;
    /** Number of cycles since then. */
    cycles: number;
    /** Earlier intervals that ended without a decision. */
    missed: number;
  } | null;
  /** The first block of the primary under this configuration; null if there is none yet. */
  inForce: { block: number; at: number } | null;
  /** Its changes; empty if it kept the configuration or was not agreed. */
  changes: ChangeView[];
  /** Cycle by cycle. */
  proposals: ProposalView[];
}

export interface ChangeView {
  /** Of the primary, such as `blockSize`. */
  property: string;
  /** SI unit; empty for words and choices of nodes. */
  unit: string;
  before: string;
  after: string;
}

export interface ProposalView {
  /** From 1; numbering continues after a missed interval. */
  cycle: number;
  /** End of the interval that the cycle belongs to. */
  due: number;
  at: number;
  proposer: number;
  agreed: boolean;
  /** Whether it was still voted on when the run ended, or is now. */
  open: boolean;
  /** The policy of the proposer's twin, and how many rules it has; one without always proposes the configuration in force. */
  policy: string;
  rules: number;
  /** Null if no rule held, and the configuration in force was proposed. */
  rule: RuleView | null;
  changes: ChangeView[];
  objections: ObjectionView[];
  /** The candidates that the proposer's twin simulated; absent if it did not look ahead. */
  lookAhead?: LookAheadView;
  /** The basis of its choice; absent if it does not learn. */
  tried?: TryView;
}

export interface RuleView {
  /** From 1. */
  number: number;
  /** The condition as written; empty if the scenario does not have it. */
  source: string;
  /** Number of consecutive intervals for which it had to hold. */
  intervals: number;
  /** Property path for the message `reveal`. */
  origin: string;
  /** The observations that it read; null without samples. */
  figures: { name: string; value: number | null; unit: string }[];
}

/** Nodes that voted against a proposal for one reason. */
export interface ObjectionView {
  /** The condition that failed, or the fault that makes the configuration invalid. */
  reason: string;
  nodes: number[];
  /** Property path of the condition; null for an invalid configuration. */
  origin: string | null;
}
