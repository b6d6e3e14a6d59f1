import type { Distribution, Scenario } from '../../../engine/model/scenario.js';
import { constant, constantTopology } from '../../engine/network/open-network.js';
import { numbers } from '../../engine/observed-run.js';
import { baseline } from '../../engine/scenarios.js';
import { type Comparison, type Row, sampled } from '../comparison.js';
import { type Estimate, estimate, estimateByPieces } from '../estimate.js';
import { blockTimes, simulate } from './block-times.js';
import { exponentialDelays, independentWays, kth, normalDelays, type Way } from './rounds/arrivals.js';
import { bigfoot, chainedLinks, hotstuff, pbft, type Round, tendermint } from './rounds/protocols.js';

const NODES = 7;
const QUORUM = 5;
const MEAN = 0.25;
const SD = 0.05;
/** Pause between blocks, s. All messages of a block have arrived when the next one is proposed. */
const PAUSE = 6;
const BLOCKS = 500;
const AGREEMENTS = 100;
const ROUNDS = 1500;
const PIECES = 30;
/** Timeout of rounds and cycles, s, large enough that none fails. */
const TIMEOUT = 60;
const FAST_TIMEOUT = TIMEOUT / 10;
/** Start of a chain that should stay idle, s. */
const NEVER = 1e6;

const NORMAL: Distribution = { kind: 'normal', mean: MEAN, sd: SD };
const EXPONENTIAL: Distribution = { kind: 'exponential', mean: MEAN };

const ROUND: Record<string, Round> = { pbft, bigfoot: bigfoot(FAST_TIMEOUT), tendermint, hotstuff };
const TITLES: Record<string, string> = {
  pbft: 'PBFT',
  bigfoot: 'BigFooT',
  tendermint: 'Tendermint',
  hotstuff: 'HotStuff',
};

/** A primary without a management chain, or a management chain without a primary. Messages have no bytes. */
function scenario(consensus: string, jitter: Distribution, changes: { pause: number; interval: number }): Scenario {
  const { primary, management } = baseline();
  const chain = { consensus, votes: 'block' as const, headerSize: 0, voteSize: 0, dissemination: 'direct' as const };
  return baseline({
    topology: constantTopology(NODES, { jitter }),
    primary: {
      ...primary,
      ...chain,
      blockSize: 1,
      transactionSize: 1,
      blockInterval: changes.pause,
      roundTimeout: TIMEOUT,
    },
    management: {
      ...management,
      ...chain,
      nodes: { kind: 'all' },
      configurationBlockSize: 1,
      interval: constant(changes.interval),
      cycleTimeout: TIMEOUT,
    },
  });
}

function waysOf({ kind }: Distribution, seed: string): Way {
  return independentWays(kind === 'normal' ? normalDelays(MEAN, SD, seed) : exponentialDelays(MEAN, seed));
}

/** Expected time between blocks: the next proposer, which is another node, decides, and then pauses. */
function expectedBlockTime(consensus: string, delays: Distribution): Estimate {
  const way = waysOf(delays, `block time ${consensus} ${delays.kind}`);
  if (consensus === 'hotstuff') {
    // A leader has four consecutive views; a pause follows each certificate.
    const links = chainedLinks(NODES, 4 * ROUNDS, (view) => Math.floor(view / 4) % NODES, PAUSE, way);
    return estimateByPieces(
      links.slice(1).map(({ proposed }, view) => proposed - links[view].proposed),
      PIECES,
    );
  }
  return estimate(Array.from({ length: ROUNDS }, () => PAUSE + ROUND[consensus](NODES, way).decided[1]));
}

function blockTimeRow(consensus: string, delays: Distribution, seed: number): Row {
  const rest = { pause: PAUSE, interval: NEVER };
  const times = blockTimes({ ...scenario(consensus, delays, rest), seed, duration: BLOCKS * (PAUSE + 3 * MEAN) });
  const figure = `block time, ${TITLES[consensus]}, ${delays.kind} delays`;
  return sampled(figure, expectedBlockTime(consensus, delays), estimateByPieces(times, PIECES), 1, 1000);
}

/** Transfer time of a configuration block, s. Members decide by votes, not by the forwarded block. */
const TRANSFER = 2;

function agreementRow(consensus: string, seed: number): Row {
  const rest = { pause: NEVER, interval: 20 };
  const { management, ...others } = scenario(consensus, NORMAL, rest);
  const results = simulate({
    ...others,
    seed,
    management: { ...management, votes: 'digest', configurationBlockSize: TRANSFER * 10e6 },
    duration: AGREEMENTS * 25,
  });
  const way = waysOf(NORMAL, `agreement ${consensus}`);
  const expected = Array.from({ length: ROUNDS }, () => kth(ROUND[consensus](NODES, way, TRANSFER).decided, QUORUM));
  const figure = `agreement, ${TITLES[consensus]}, normal delays`;
  return sampled(figure, estimate(expected), estimate(numbers(results, 'configurationBlocks', 'agreement')), 1, 1000);
}

export function wholeRuns(): Comparison {
  const protocols = Object.keys(ROUND);
  // Each row has its own seed. With the same seed, protocols with the same message numbers would have the same delays.
  const rows = [
    ...[NORMAL, EXPONENTIAL].flatMap((delays) => {
      return protocols.map((consensus) => (seed: number) => blockTimeRow(consensus, delays, seed));
    }),
    ...protocols.map((consensus) => (seed: number) => agreementRow(consensus, seed)),
  ].map((row, index) => row(index + 1));
  return {
    title: 'Both chains in whole runs',
    about: `The same delays, in runs of a whole scenario among ${NODES} nodes. The mean time from block to block, over
${BLOCKS.toLocaleString('en')} blocks, is the pause of ${PAUSE} s and the time until the next proposer has decided; with chained HotStuff, until
the next leader has the certificate. The mean agreement on ${AGREEMENTS.toLocaleString('en')} configuration blocks, whose transfer takes
${TRANSFER} s, ends when ${QUORUM} have decided (HotStuff step by step). Theirs: ${ROUNDS.toLocaleString('en')} rounds.`,
    theirs: 'order statistics',
    unit: 'ms',
    rows,
  };
}
