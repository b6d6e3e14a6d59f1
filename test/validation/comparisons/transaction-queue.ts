import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { apart } from '../../engine/consensus/equal-links.js';
import { constant, constantTopology } from '../../engine/network/open-network.js';
import { numbers } from '../../engine/observed-run.js';
import { baseline } from '../../engine/scenarios.js';
import { type Comparison, type Row, sampled } from '../comparison.js';
import { type Estimate, estimateByPieces } from '../estimate.js';
import { simulate } from './block-times.js';
import { type BulkFigures, bulkQueue } from './bulk-service.js';

/** Transactions in a full block, and size of each in bytes. */
const BATCH = 5;
const SIZE = 1000;
/** Times in s. */
const PERIOD = 1;
const LATENCY = 0.1;
const WARMUP = 200;
const DURATION = 1400;
const PIECES = 30;

interface Protocol {
  consensus: string;
  title: string;
  /** Messages from a proposal to the next one (`step`); messages and pauses until a block is decided. */
  step: number;
  messages: number;
  pauses: number;
}

const PBFT: Protocol = { consensus: 'pbft', title: 'PBFT', step: 3, messages: 3, pauses: 0 };
const CHAINED: Protocol = { consensus: 'hotstuff', title: 'HotStuff chained', step: 2, messages: 7, pauses: 3 };

type Figure = Exclude<keyof BulkFigures, 'throughput'>;

interface Case {
  protocol: Protocol;
  /** Load as a share of the capacity of blocks. */
  load: number;
  pool: number;
  figures: Figure[];
}

const WIDE = 1000;
const CASES: Case[] = [
  { protocol: PBFT, load: 0.5, pool: WIDE, figures: ['wait', 'full'] },
  { protocol: PBFT, load: 0.8, pool: WIDE, figures: ['wait', 'full'] },
  { protocol: PBFT, load: 0.9, pool: WIDE, figures: ['wait'] },
  { protocol: CHAINED, load: 0.8, pool: WIDE, figures: ['wait'] },
  { protocol: PBFT, load: 0.9, pool: 12, figures: ['wait', 'turnedAway'] },
  { protocol: PBFT, load: 1.5, pool: 20, figures: ['wait', 'turnedAway'] },
];

function scenario({ protocol, load, pool }: Case, seed: number): Scenario {
  const { primary, management } = baseline();
  return baseline({
    seed,
    duration: DURATION,
    warmup: WARMUP,
    topology: constantTopology(4, apart(LATENCY)),
    primary: {
      ...primary,
      consensus: protocol.consensus,
      dissemination: 'direct',
      headerSize: 0,
      voteSize: 0,
      blockSize: BATCH * SIZE,
      blockInterval: PERIOD - protocol.step * LATENCY,
      workload: {
        name: 'Load',
        arrivals: { kind: 'poisson', rate: (load * BATCH) / PERIOD },
        size: constant(SIZE),
        pool,
      },
    },
    management: { ...management, nodes: { kind: 'all' }, interval: constant(1e6) },
  });
}

/** Time from a proposal until a quorum has decided, without the transfer time of the block. */
const decisionTime = ({ messages, pauses, step }: Protocol) => messages * LATENCY + pauses * (PERIOD - step * LATENCY);

const TITLES: Record<Figure, string> = {
  wait: 'mean wait for a block, s',
  turnedAway: 'share of transactions that the pool drops',
  full: 'share of full blocks',
};

function measured(results: Results, { protocol }: Case, figure: Figure): Estimate {
  const transactions = numbers(results, 'blocks', 'transactions');
  const transfer = (block: number) => (transactions[block] * SIZE) / 10e6;
  switch (figure) {
    case 'wait': {
      const first = numbers(results, 'blocks', 'height')[0];
      const blocks = numbers(results, 'transactions', 'block');
      const waits = numbers(results, 'transactions', 'latency').map(
        (latency, i) => latency - decisionTime(protocol) - transfer(blocks[i] - first),
      );
      return estimateByPieces(waits, PIECES);
    }
    case 'full':
      return estimateByPieces(
        transactions.map((count) => (count === BATCH ? 1 : 0)),
        PIECES,
      );
    case 'turnedAway': {
      const arrivals = numbers(results, 'series', 'arrivals');
      const dropped = numbers(results, 'series', 'dropped');
      const mean = arrivals.reduce((sum, count) => sum + count, 0) / arrivals.length;
      return estimateByPieces(
        dropped.map((count) => count / mean),
        PIECES,
      );
    }
  }
}

function rowOf(test: Case, figure: Figure, seed: number): Row {
  const { protocol, load, pool } = test;
  const theory = bulkQueue({
    rate: (load * BATCH) / PERIOD,
    batch: BATCH,
    period: PERIOD,
    // A large pool rejects nothing, so the time at which a batch leaves the pool does not matter.
    service: pool === WIDE ? 0 : 3 * LATENCY,
    room: pool,
  });
  const ours = measured(simulate(scenario(test, seed)), test, figure);
  const room = pool === WIDE ? '' : `, pool of ${pool}`;
  return sampled(
    `${protocol.title}, load ${load}${room}: ${TITLES[figure]}`,
    { mean: theory[figure], error: 0 },
    ours,
    3,
  );
}

export function transactionQueue(): Comparison {
  let seed = 0;
  const rows = CASES.flatMap((test) => test.figures.map((figure) => rowOf(test, figure, ++seed)));
  return {
    title: 'The transaction queue',
    about: `Transactions arrive at random, and every ${PERIOD} s a block takes up to ${BATCH} of those that wait: a queue with bulk
service (Bailey 1954). Theirs: the stationary distribution of the number that waits, by iteration, and Little's law
(\`test/validation/comparisons/bulk-service.ts\`). The load is the share of what blocks can hold. A small pool keeps the
transactions of a block until it is decided, and drops what comes when it is full. Ours: ${(DURATION - WARMUP).toLocaleString('en')} blocks for each figure; SE from ${PIECES}
pieces of the run.`,
    theirs: 'bulk service',
    unit: '',
    rows,
  };
}
