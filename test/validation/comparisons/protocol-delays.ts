import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import type { Distribution } from '../../../engine/model/scenario.js';
import { NumberChain, type NumberChainSettings } from '../../engine/consensus/number-chain.js';
import { constantTopology } from '../../engine/network/open-network.js';
import { type Comparison, type Row, sampled } from '../comparison.js';
import { estimate } from '../estimate.js';
import { exponentialDelays, independentWays, kth, normalDelays } from './rounds/arrivals.js';
import { bigfoot, chainedLinks, hotstuff, pbft, type Round, tendermint } from './rounds/protocols.js';

const MEAN = 0.25;
const SD = 0.05;
const NODES = [4, 16];
const OURS = 400;
const THEIRS = 1200;
/** Pause before a proposal, s. All messages of the previous round have arrived by then. */
const PAUSE = 50;
/** Timeout of a view, s, large enough that no view is abandoned. */
const TIMEOUT = 40;
const FAST_TIMEOUT = TIMEOUT / 10;

type Delays = 'normal' | 'exponential';
type ToDelay = { jitter: Distribution; draw: (seed: string) => () => number };

const DELAYS: Record<Delays, ToDelay> = {
  normal: { jitter: { kind: 'normal', mean: MEAN, sd: SD }, draw: (seed) => normalDelays(MEAN, SD, seed) },
  exponential: { jitter: { kind: 'exponential', mean: MEAN }, draw: (seed) => exponentialDelays(MEAN, seed) },
};

interface Case {
  name: string;
  protocol: string;
  round: Round;
  /** Restricts a row to delays so short that no node overtakes another that is in an earlier phase. */
  only?: Delays;
  silent?: number[];
}

const CASES: Case[] = [
  { name: 'PBFT', protocol: 'pbft', round: pbft },
  { name: 'BigFooT', protocol: 'bigfoot', round: bigfoot(FAST_TIMEOUT) },
  {
    name: 'BigFooT, one node silent',
    protocol: 'bigfoot',
    round: bigfoot(FAST_TIMEOUT, [1]),
    only: 'normal',
    silent: [1],
  },
  { name: 'Tendermint', protocol: 'tendermint', round: tendermint },
  { name: 'HotStuff step by step', protocol: 'hotstuff', round: hotstuff },
];

/** Latencies from the proposal until `rank` nodes have decided, s. */
type Latencies = (rank: number) => number[];

function theirs({ name, round }: Case, nodes: number, delays: Delays): Latencies {
  const way = independentWays(DELAYS[delays].draw(`${name} ${nodes} ${delays}`));
  const rounds = Array.from({ length: THEIRS }, () => round(nodes, way).decided);
  return (rank) => rounds.map((decided) => kth(decided, rank));
}

function ours({ protocol, silent = [] }: Case, nodes: number, delays: Delays, seed: number): Latencies {
  const settings: NumberChainSettings = {
    protocol,
    seed,
    topology: constantTopology(nodes, { jitter: DELAYS[delays].jitter }),
    votes: 'block',
    interval: PAUSE,
    timeout: TIMEOUT,
    proposer: () => 0,
    drops: silent.length > 0 ? ({ sender }) => silent.includes(sender) : undefined,
    end: 1e7,
  };
  const chain = new NumberChain(settings).run(1e7, OURS);
  const isLive = (_: number, node: number) => !silent.includes(node);
  const latencies = chain.decisions.slice(0, OURS).map(({ times, proposed }) => {
    return Array.from(times.filter(isLive), (time) => (time - proposed) / 1e9);
  });
  return (rank) => latencies.map((decided) => kth(decided, rank));
}

/** Every second sample, from the first or the second. Figures from different halves are independent. */
const half = (samples: number[], first: 0 | 1) => samples.filter((_, index) => index % 2 === first);

function rowsOf(test: Case, nodes: number, delays: Delays, seed: number): Row[] {
  const expected = theirs(test, nodes, delays);
  const found = ours(test, nodes, delays, seed);
  const figure = `${test.name}, n = ${nodes}, ${delays} delays`;
  const { quorum } = byzantineFaults(nodes, 'safe');
  const last = nodes - (test.silent?.length ?? 0);
  return [
    row(`${figure}: a quorum`, half(expected(quorum), 0), half(found(quorum), 0)),
    row(`${figure}: the last node`, half(expected(last), 1), half(found(last), 1)),
  ];
}

/** Shown in ms. */
const row = (figure: string, theirs: number[], ours: number[]) =>
  sampled(figure, estimate(theirs), estimate(ours), 1, 1000);

/** Number of consecutive views of a leader. */
const TERM = 4;
const CHAINED_PAUSE = 10;
const VIEWS = 1000;

/** Time from proposal to proposal, and from a proposal until a quorum has decided it, s. Every second term is used. */
function chained(nodes: number, delays: Delays): Row[] {
  const leader = (view: number) => Math.floor(view / TERM) % nodes;
  const draw = DELAYS[delays].draw(`chained ${nodes} ${delays}`);
  const links = chainedLinks(nodes, VIEWS + TERM, leader, CHAINED_PAUSE, independentWays(draw));
  const chain = new NumberChain({
    protocol: 'hotstuff',
    topology: constantTopology(nodes, { jitter: DELAYS[delays].jitter }),
    overlaps: true,
    interval: CHAINED_PAUSE,
    timeout: 1000,
    end: 1e7,
  }).run(1e7, VIEWS);
  const proposed = chain.proposals.map(({ time }) => time / 1e9);
  const decision = (view: number) => {
    // A block is decided with the last of three certificates, which arrives with the block three views later. Its
    // leader has it earlier.
    const { heard, certified } = { heard: links[view + 3].heard, certified: links[view + 2].certified };
    const times = heard.map((time, node) => (node === leader(view + 3) ? certified : time));
    return kth(times, chain.faults.quorum) - links[view].proposed;
  };
  const terms = Array.from({ length: VIEWS / TERM / 2 - 1 }, (_, index) => 2 * index * TERM);
  const pace = (at: (view: number) => number) => terms.map((view) => (at(view + TERM) - at(view)) / TERM);
  const figure = `HotStuff chained, n = ${nodes}, ${delays} delays`;
  return [
    row(
      `${figure}: a block`,
      pace((view) => links[view].proposed - CHAINED_PAUSE * view),
      pace((view) => proposed[view] - CHAINED_PAUSE * view),
    ),
    row(
      `${figure}: a quorum`,
      terms.map((view) => decision(view + TERM) - 3 * CHAINED_PAUSE),
      terms.map((view) => chain.latency(view + TERM + 1, chain.faults.quorum) - 3 * CHAINED_PAUSE),
    ),
  ];
}

export function protocolDelays(): Comparison {
  // Each run has its own seed. With the same seed, protocols with the same message numbers would have the same delays.
  let seed = 0;
  const rows = (Object.keys(DELAYS) as Delays[]).flatMap((delays) =>
    NODES.flatMap((nodes) => {
      const cases = CASES.filter(({ only = delays }) => only === delays);
      return [...cases.flatMap((test) => rowsOf(test, nodes, delays, ++seed)), ...chained(nodes, delays)];
    }),
  );
  return {
    title: 'All protocols under random delays',
    about: `Mean time from a proposal until a quorum, and until the last node has decided, direct sends without bytes over
independent one-way delays: normal(250 ms, 50 ms), and exponential with a mean of 250 ms, where messages overtake one
another. Rounds of all protocols are maxima and order statistics of such delays
(\`test/validation/comparisons/rounds/protocols.ts\`, from the papers alone). Theirs: ${THEIRS.toLocaleString('en')} rounds, ours:
${OURS.toLocaleString('en')} decisions, one half for each of the two figures. Votes carry the block, so that none has to be fetched.
With a silent node BigFooT waits ${FAST_TIMEOUT} s, a tenth of its timeout, before it commits. Chained HotStuff: the time from
block to block and from a proposal until a quorum has decided, pauses left out, in ${(VIEWS / TERM / 2).toLocaleString('en')} terms of four views.`,
    theirs: 'order statistics',
    unit: 'ms',
    rows,
  };
}
