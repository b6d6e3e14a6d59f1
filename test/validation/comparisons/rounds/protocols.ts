import { heard, kth, type Way } from './arrivals.js';

/** Times at every node, s, from the proposal of node 0. */
export interface Outcome {
  /** The node receives the proposal. */
  proposal: number[];
  /** The node decides, if votes carry the block. */
  decided: number[];
}

/**
 * A round without view changes, computed from a protocol's paper as maxima and order statistics of message delays.
 * Nothing here uses the engine.
 *
 * @param transfer additional delay of the proposal, s [0]
 */
export type Round = (nodes: number, way: Way, transfer?: number) => Outcome;

/** Size of a quorum of n nodes of which f may be faulty: `2f + 1` if n = 3f + 1, in general `ceil((n + f + 1) / 2)`. */
const votesNeeded = (nodes: number) => Math.ceil((nodes + Math.floor((nodes - 1) / 3) + 1) / 2);

const NEVER = Number.POSITIVE_INFINITY;

function proposed(nodes: number, way: Way, transfer = 0): number[] {
  return Array.from({ length: nodes }, (_, node) => (node === 0 ? 0 : way(0, node) + transfer));
}

/**
 * Castro and Liskov (1999), Section 4.2: prepared with the pre-prepare and 2f prepares, of which the primary sends
 * none; committed locally when prepared, with 2f + 1 commits. A node that has 2f + 1 commits before the pre-prepare is
 * certain of the block. It is done and sends no commit.
 */
export const pbft: Round = (nodes, way, transfer) => {
  const proposal = proposed(nodes, way, transfer);
  const commits = prepared(proposal, way, []).quorum;
  const decided = lastPhase(commits, proposal, way).map((times, node) => {
    const quorum = kth(times, votesNeeded(nodes));
    return quorum < proposal[node] ? quorum : Math.max(quorum, commits[node]);
  });
  return { proposal, decided };
};

/**
 * Saltini (2022): a node decides with the proposal and the prepares of all nodes but the proposer. A node that has
 * waited for them in vain for `timeout` (s) commits as in PBFT; nodes that have decided without commits answer with a
 * commit.
 *
 * @param silent nodes that send nothing
 */
export function bigfoot(timeout: number, silent: readonly number[] = []): Round {
  return (nodes, way, transfer) => {
    const proposal = proposed(nodes, way, transfer);
    const prepares = prepared(proposal, way, silent);
    const fast = prepares.all.map((time, node) => (time <= proposal[node] + timeout ? time : NEVER));
    const commits = prepares.quorum.map((time, node) => {
      return fast[node] < NEVER || silent.includes(node) ? NEVER : Math.max(time, proposal[node] + timeout);
    });
    const heardBy = lastPhase(commits, proposal, way);
    const decided = fast.map((time, node) => {
      if (time < NEVER) return time;
      const answers = fast.flatMap((decided, other) => {
        const asked = commits[node] + way(node, other);
        return decided < NEVER ? [Math.max(asked, decided) + way(other, node)] : [];
      });
      return Math.max(commits[node], kth([...heardBy[node], ...answers], votesNeeded(nodes)));
    });
    return { proposal, decided };
  };
}

/** When every node has the proposal and 2f prepares, and when it has the proposal and the prepares of all others. */
function prepared(proposal: readonly number[], way: Way, silent: readonly number[]) {
  const sent = proposal.map((time, node) => (node === 0 || silent.includes(node) ? NEVER : time));
  const heardBy = heard(sent, way);
  const behind = (needed: number) => heardBy.map((times, node) => Math.max(proposal[node], kth(times, needed)));
  return { quorum: behind(votesNeeded(proposal.length) - 1), all: behind(proposal.length - 1) };
}

/**
 * When every node receives the votes of the last phase, which are sent at `sent`. A node that receives a quorum of
 * votes of other nodes before `overtaken` is done, and sends no vote.
 */
function lastPhase(sent: readonly number[], overtaken: readonly number[], way: Way): number[][] {
  const heardBy: number[][] = sent.map(() => []);
  for (const sender of Array.from(sent.keys()).sort((a, b) => sent[a] - sent[b])) {
    // Later votes arrive too late to overtake.
    if (kth(heardBy[sender], votesNeeded(sent.length)) < overtaken[sender]) continue;
    for (const [node, times] of heardBy.entries()) times.push(sent[sender] + way(sender, node));
  }
  return heardBy;
}

/**
 * Buchman, Kwon and Milosevic (2018), Algorithm 1, lines 22, 36 and 49: precommitted with the proposal and 2f + 1
 * prevotes, decided with 2f + 1 precommits, whether its own is among them or not. A node that decides before it has
 * precommitted is done and sends no precommit.
 */
export const tendermint: Round = (nodes, way, transfer) => {
  const proposal = proposed(nodes, way, transfer);
  const needed = votesNeeded(nodes);
  const precommits = heard(proposal, way).map((times, node) => Math.max(proposal[node], kth(times, needed)));
  const decided = lastPhase(precommits, precommits, way).map((times) => kth(times, needed));
  return { proposal, decided };
};

/**
 * Yin et al. (2019), Algorithm 2: the leader waits three times for 2f + 1 votes, its own among them; then it decides
 * and informs the others.
 */
export const hotstuff: Round = (nodes, way, transfer) => {
  const proposal = proposed(nodes, way, transfer);
  let leader = 0;
  for (let phase = 0; phase < 3; phase++) {
    const votes = proposal.map((time, node) => (phase === 0 ? time : leader + way(0, node)) + way(node, 0));
    leader = kth(votes, votesNeeded(nodes));
  }
  return { proposal, decided: proposal.map((time, node) => Math.max(time, leader + way(0, node))) };
};

/** Times of a block of chained HotStuff: proposed, received by every node, and certified. */
export interface Link {
  proposed: number;
  heard: number[];
  certified: number;
}

/**
 * Yin et al. (2019), Algorithms 4 and 5, without faults: the leader of the next view proposes one pause after it has
 * the block and 2f + 1 votes for it.
 *
 * @param leader of a view
 * @param pause s
 */
export function chainedLinks(
  nodes: number,
  views: number,
  leader: (view: number) => number,
  pause: number,
  way: Way,
): Link[] {
  const links: Link[] = [];
  let time = 0;
  for (let view = 0; view < views; view++) {
    const next = leader(view + 1);
    const heard = Array.from({ length: nodes }, (_, node) => time + way(leader(view), node));
    const votes = heard.map((at, node) => at + way(node, next));
    const certified = Math.max(heard[next], kth(votes, votesNeeded(nodes)));
    links.push({ proposed: time, heard, certified });
    time = certified + pause;
  }
  return links;
}
