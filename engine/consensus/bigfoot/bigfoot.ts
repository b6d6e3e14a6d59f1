import { Pbft } from '../pbft/pbft.js';
import { type Bound, latestCertificate, type ViewChange } from '../pbft/view-changes.js';
import type { CreateConsensus } from '../protocol.js';

/** The paper's bound on the delay of messages, as a share of the timeout: 1 s by default. */
const FAST_TIMEOUT = 0.1;

/**
 * BigFooT (Saltini, A robust optimal-latency BFT blockchain consensus protocol with dynamic validator membership,
 * Computer Networks 204, 2022): PBFT with a fast path. A node that has the proposal and the prepares of all others
 * decides, two message delays after the proposal. It waits for these prepares up to a timeout, and then commits as in
 * PBFT. A node that has decided on the fast path sends its commit only to nodes that have sent theirs.
 */
export const createBigfoot: CreateConsensus = (network, rules, application, nodes, catchUp) => {
  const n = rules.validators.length;
  return new Pbft(network, rules, application, nodes, catchUp, {
    fastQuorum: n - 1,
    fastTimeout: FAST_TIMEOUT,
    bound: (messages) => boundContent(messages, rules.faults.tolerated),
  });
};

/**
 * The content that a new view must propose: the latest prepared one, or a later one for which all but `f` of the messages
 * report a prepare. A content that was decided on the fast path was prepared by all honest nodes, and none of them can
 * have prepared another one later; so no other content has as many prepares in as late a view.
 *
 * @param messages view changes of a quorum
 * @param f Byzantine nodes tolerated
 * @returns undefined if any content may be proposed
 */
export function boundContent(messages: readonly ViewChange[], f: number): Bound | undefined {
  let bound = latestCertificate(messages);
  const views = new Map<number, number[]>();
  for (const { votedView, votedContent } of messages) {
    if (votedView >= 0) views.set(votedContent, [...(views.get(votedContent) ?? []), votedView]);
  }
  for (const [content, votes] of views) {
    const view = votes.sort((a, b) => b - a)[messages.length - f - 1] ?? -1;
    if (view > (bound?.view ?? -1)) bound = { view, content };
  }
  return bound;
}
