import { RECEIPT_SHARES } from '../model/tables.js';

/** The form of a metric in a window: values, event counts that are summed, whole seconds, or transactions by time. */
export type Shape = 'samples' | 'events' | 'seconds' | 'transactions' | 'latencies';

/** What a twin can observe about a metric, and how. */
export interface Observable {
  metric: string;
  shape: Shape;
  /** Its meaning in the `mirrored` view; absent if a node cannot know it. */
  mirrored?: string;
  /** Its meaning in the `exact` view; absent if it cannot be observed. */
  exact?: string;
  /** Why it cannot be observed, as a sentence; present only if `mirrored` or `exact` is absent. */
  obstacle?: string;
}

const BLOCKS = 'that a quorum of validators has committed';
const FASTEST = 'on the quorum of validators that apply a configuration block first, once all of them have';
const NEAREST = 'on the quorum of validators that receive a configuration block first, once all of them have';
const POOL = 'The pool is one for all nodes';
const RECEIPTS =
  'No node knows when the others have a block, and the metric is recorded only once all of them have it.';
const MIRROR = 'A twin does not know the error of its own estimates.';
const OUTAGE = 'No node knows when nodes that were down or cut off are back.';
const TRAFFIC = 'No node sees the traffic of others, and copies of a message are counted when the first one leaves.';

/** Every metric of the language, and how a policy's `observe` reads it. */
export const OBSERVABLE: readonly Observable[] = [
  {
    metric: 'delay.agreement',
    shape: 'samples',
    mirrored:
      'From the end of the configuration block interval until its node has received the configuration block; a sample at that time.',
    exact: `As measured, ${FASTEST}.`,
  },
  {
    metric: 'delay.propagation',
    shape: 'samples',
    exact: `As measured, ${NEAREST}.`,
    obstacle: 'A node does not know when the others decided.',
  },
  {
    metric: 'delay.update',
    shape: 'samples',
    mirrored: 'From the receipt of the configuration block until its node applies it; a sample at that time.',
    exact: `As measured, ${FASTEST}.`,
  },
  {
    metric: 'delay.total',
    shape: 'samples',
    mirrored: 'From the end of the configuration block interval until its node applies the block.',
    exact: `As measured, ${FASTEST}.`,
  },
  {
    metric: 'blockTime.normal',
    shape: 'samples',
    mirrored: 'Time between consecutive commits of its node, of blocks under one configuration block.',
    exact: `Time between consecutive blocks ${BLOCKS}, under one configuration block.`,
  },
  {
    metric: 'blockTime.switch',
    shape: 'samples',
    mirrored: 'Time between consecutive commits of its node, of blocks under different configuration blocks.',
    exact: `Time between consecutive blocks ${BLOCKS}, under different configuration blocks.`,
  },
  {
    metric: 'primary.blockTime',
    shape: 'samples',
    mirrored: 'Time between consecutive commits of its node.',
    exact: `Time between consecutive blocks ${BLOCKS}.`,
  },
  ...RECEIPT_SHARES.map(
    (share): Observable => ({ metric: `block.received${share}`, shape: 'samples', obstacle: RECEIPTS }),
  ),
  {
    metric: 'primary.throughput',
    shape: 'transactions',
    mirrored: 'Transactions per second in the blocks that its node commits, over pieces of 10 s, the last one first.',
    exact: `Transactions per second in the blocks ${BLOCKS}, over pieces of 10 s, the last one first.`,
  },
  {
    metric: 'primary.latency',
    shape: 'latencies',
    mirrored: 'From the submission of a transaction until its node commits the block that holds it.',
    exact: 'From the submission of a transaction until a quorum of validators has committed its block.',
  },
  {
    metric: 'primary.waiting',
    shape: 'samples',
    obstacle: 'It is defined at the end of the run only; `primary.pool` is the number of transactions that wait now.',
  },
  {
    metric: 'primary.pool',
    shape: 'samples',
    mirrored: `${POOL}: transactions in it, sampled once a second.`,
    exact: 'Transactions in the pool, sampled once a second.',
  },
  {
    metric: 'primary.arrivals',
    shape: 'seconds',
    mirrored: `${POOL}: transactions submitted in the whole seconds of the window.`,
    exact: 'Transactions submitted in the whole seconds of the window.',
  },
  {
    metric: 'primary.dropped',
    shape: 'seconds',
    mirrored: `${POOL}: transactions dropped because it was full, in the whole seconds of the window.`,
    exact: 'Transactions dropped because the pool was full, in the whole seconds of the window.',
  },
  {
    metric: 'primary.roundsFailed',
    shape: 'events',
    mirrored:
      'Rounds that its node has given up, until their block is committed; then the rounds before the view of that block.',
    exact:
      'Rounds that a quorum of validators has given up, until a quorum has committed their block; then the rounds before the view of that block.',
  },
  { metric: 'primary.recovery', shape: 'samples', obstacle: OUTAGE },
  {
    metric: 'primary.viewChanges',
    shape: 'events',
    mirrored: 'View changes of its node.',
    exact: 'View changes, counted for each validator by itself.',
  },
  { metric: 'management.recovery', shape: 'samples', obstacle: OUTAGE },
  {
    metric: 'management.blocks',
    shape: 'events',
    mirrored: 'Configuration blocks that its node has received.',
    exact: 'Configuration blocks decided.',
  },
  {
    metric: 'management.cyclesFailed',
    shape: 'events',
    mirrored: 'Proposal cycles that its node has given up.',
    exact: 'Proposal cycles that failed.',
  },
  {
    metric: 'management.intervalsMissed',
    shape: 'events',
    mirrored: 'Configuration block intervals of which its node has given up the last cycle.',
    exact: 'Configuration block intervals that ended without a decision.',
  },
  { metric: 'network.messages', shape: 'seconds', obstacle: TRAFFIC },
  { metric: 'network.bytes', shape: 'seconds', obstacle: TRAFFIC },
  { metric: 'mirror.staleness', shape: 'samples', obstacle: MIRROR },
  { metric: 'mirror.arrivals.error', shape: 'samples', obstacle: MIRROR },
  { metric: 'mirror.bandwidth.error', shape: 'samples', obstacle: MIRROR },
  { metric: 'mirror.latency.error', shape: 'samples', obstacle: MIRROR },
  { metric: 'mirror.loss.error', shape: 'samples', obstacle: MIRROR },
  { metric: 'mirror.liveness.error', shape: 'samples', obstacle: MIRROR },
];

/** Metrics that are the same for every node. */
export const SHARED_METRICS: ReadonlySet<string> = new Set(['primary.pool', 'primary.arrivals', 'primary.dropped']);
