import type { NetworkEvent } from '../../../engine/network/message.js';
import { apart, chainsOf, isKind } from '../../engine/consensus/equal-links.js';
import type { NumberChain, NumberChainSettings } from '../../engine/consensus/number-chain.js';
import { constantTopology } from '../../engine/network/open-network.js';
import { type Comparison, type Row, sampled } from '../comparison.js';
import { type Estimate, estimate } from '../estimate.js';
import { coins, independentWays } from './rounds/arrivals.js';
import { votesOnTime } from './rounds/lossy-links.js';
import { bigfoot, hotstuff, pbft, type Round, tendermint } from './rounds/protocols.js';

/** Times in s. */
const LATENCY = 0.1;
const PAUSE = 50;
const TIMEOUT = 5;
const FAST_TIMEOUT = TIMEOUT / 10;

const HEIGHTS = 400;
const ROUNDS = 2000;

interface Case {
  name: string;
  protocol: string;
  round: Round;
  /** Latest time at which a node decides without retransmissions, in s after the proposal. */
  within: number;
  /** Number of nodes, and share of messages that are lost. */
  losses: [nodes: number, loss: number][];
}

const CASES: Case[] = [
  {
    name: 'PBFT',
    protocol: 'pbft',
    round: pbft,
    within: 3 * LATENCY,
    losses: [
      [4, 0.05],
      [4, 0.2],
      [7, 0.1],
      [16, 0.05],
      [16, 0.1],
    ],
  },
  {
    name: 'BigFooT, fast path',
    protocol: 'bigfoot',
    round: bigfoot(FAST_TIMEOUT),
    within: 2 * LATENCY,
    losses: [
      [4, 0.05],
      [7, 0.02],
    ],
  },
  {
    name: 'BigFooT, with commits and answers to them',
    protocol: 'bigfoot',
    round: bigfoot(FAST_TIMEOUT),
    within: 3 * LATENCY + FAST_TIMEOUT,
    losses: [
      [4, 0.05],
      [7, 0.1],
    ],
  },
  {
    name: 'Tendermint',
    protocol: 'tendermint',
    round: tendermint,
    within: 3 * LATENCY,
    losses: [
      [4, 0.05],
      [7, 0.1],
      [16, 0.1],
    ],
  },
  {
    name: 'HotStuff step by step',
    protocol: 'hotstuff',
    round: hotstuff,
    within: 7 * LATENCY,
    losses: [
      [4, 0.05],
      [7, 0.1],
      [16, 0.1],
    ],
  },
];

const chain = chainsOf({ interval: PAUSE, timeout: TIMEOUT, end: 1e8 });

/** Node 0 proposes first. After a lost round the nodes take turns, as protocols with locks require. */
function lossyChain(nodes: number, loss: number, settings: Partial<NumberChainSettings>): NumberChain {
  const topology = constantTopology(nodes, { ...apart(LATENCY), loss });
  return chain(nodes, { topology, proposer: (_, view) => view % nodes, ...settings }).run(1e8, HEIGHTS);
}

/** Share of nodes that decide with the messages of view 0 only. */
function decidedInTime(chain: NumberChain, within: number): Estimate {
  const proposed = new Map(chain.proposals.filter(({ view }) => view === 0).map(({ height, time }) => [height, time]));
  const shares: number[] = [];
  for (let height = 2; height <= HEIGHTS; height++) {
    // All rounds that every node starts in time, also failed ones. Selecting by outcome would bias the losses.
    const starts = chain.decisions[height - 2].times;
    if (!(Math.max(...starts) - Math.min(...starts) < (TIMEOUT / 2) * 1e9)) continue;
    const { times } = chain.decisions[height - 1];
    const start = proposed.get(height) ?? Number.NaN;
    shares.push(times.filter((time) => time - start <= within * 1e9).length / chain.nodes);
  }
  return estimate(shares);
}

/** The same share, computed by drawing the loss of every message of a round. */
function tossed(round: Round, nodes: number, loss: number, within: number, seed: string): Estimate {
  const way = independentWays(coins(LATENCY, loss, seed));
  const shares = Array.from({ length: ROUNDS }, () => {
    const { proposal, decided } = round(nodes, way);
    // A node without the proposal must fetch the block, which takes longer.
    return decided.filter((time, node) => Math.max(time, proposal[node]) <= within + 1e-9).length / nodes;
  });
  return estimate(shares);
}

/**
 * Timeout with which a node that misses a block of a chained protocol waits for the next one instead of abandoning the
 * view, s.
 */
const PATIENT = 1000;

/** Message kinds of chained HotStuff, from the table of protocols. */
const GENERIC_VOTE = 10;

/**
 * Chained HotStuff with one leader: share of the other nodes whose vote arrives two message delays after the proposal.
 */
function chainedVotes(nodes: number, loss: number): Row {
  const inTime: number[] = [];
  const count = (event: NetworkEvent, now: number, { proposals }: NumberChain) => {
    const latest = proposals.length - 1;
    const isVote = isKind(event, GENERIC_VOTE) && event.node === 0;
    if (isVote && now - proposals[latest].time === 2 * LATENCY * 1e9) inTime[latest] = (inTime[latest] ?? 0) + 1;
    return false;
  };
  lossyChain(nodes, loss, { protocol: 'hotstuff', overlaps: true, drops: count, timeout: PATIENT });
  const shares = Array.from({ length: HEIGHTS }, (_, view) => (inTime[view] ?? 0) / (nodes - 1));
  const figure = `HotStuff chained, votes for a block, ${nodes} nodes, ${100 * loss} % of messages lost`;
  return sampled(figure, estimate(votesOnTime(nodes, loss, ROUNDS)), estimate(shares), 4);
}

export function losses(): Comparison {
  // Each run has its own seed. With the same seed, protocols with the same message numbers would lose the same
  // messages.
  let seed = 0;
  const rows = CASES.flatMap(({ name, protocol, round, within, losses }) =>
    losses.map(([nodes, loss]) => {
      const figure = `${name}, ${nodes} nodes, ${100 * loss} % of messages lost`;
      const chain = lossyChain(nodes, loss, { protocol, seed: ++seed });
      return sampled(figure, tossed(round, nodes, loss, within, figure), decidedInTime(chain, within), 4);
    }),
  );
  return {
    title: 'All protocols under losses',
    about: `Share of nodes that decide with the messages of one view alone, without repeating or fetching anything, when every
message is lost independently with a given probability: within three message times (BigFooT's fast path two, HotStuff step by
step seven; BigFooT otherwise three and the time that it waits for all). Theirs: coins tossed for every message of ${ROUNDS.toLocaleString('en')} rounds.
Ours: up to ${HEIGHTS.toLocaleString('en')} decisions each. Chained HotStuff: share of the others whose vote comes with the first message
back; a node that has missed a block fetches it with the next one, and votes for that too late.`,
    theirs: 'coins',
    unit: 'share',
    rows: [...rows, chainedVotes(16, 0.05), chainedVotes(31, 0.1)],
  };
}
