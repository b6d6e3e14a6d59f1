import { Ballots } from '../../../../engine/consensus/ballots.js';
import type { Consensus, CreateConsensus } from '../../../../engine/consensus/protocol.js';
import type { NetworkEvent } from '../../../../engine/network/message.js';

const Message = { proposal: 0, vote: 1 } as const;
const PROPOSE = 0;

/** A block is decided when everyone has said yes to it. */
export const createRollCall: CreateConsensus = (network, rules, application, nodes): Consensus => {
  const { topic, firstHeight, validators, headerSize, voteSize } = rules;
  const ballots = new Ballots(nodes, 1);
  const [votes] = ballots.phases;
  const heights = new Int32Array(nodes).fill(firstHeight);
  const working = new Uint8Array(nodes);

  /** Sends to everyone but the node itself; height and view make the message unique for its kind and sender. */
  function send(kind: number, node: number, ballot: number, size: number): void {
    network.broadcast(topic, kind, node, ballots.ticket(ballot), size, ballots.height[ballot], 0);
  }

  function vote(node: number, ballot: number): void {
    send(Message.vote, node, ballot, voteSize);
    count(node, ballot, node);
  }

  function count(node: number, ballot: number, voter: number): void {
    votes.add(ballot, node, voter);
    const all = votes.counts[ballot * nodes + node] === validators.length;
    if (all && working[node]) decide(node, ballots.content[ballot], () => votes.voters(ballot, node));
  }

  function consider(node: number, ballot: number): void {
    ballots.proposed[ballot * nodes + node] = 1;
    const ready = working[node] && ballots.height[ballot] === heights[node];
    if (ready && application.judge(node, ballots.content[ballot]) === 'accept') vote(node, ballot);
  }

  function decide(node: number, content: number, voters: () => number[]): void {
    const height = heights[node]++;
    working[node] = 0;
    ballots.forget(height - 2);
    application.decided(node, height, content, 0, voters);
  }

  return {
    height: (node) => heights[node],
    view: () => 0,
    inRound: (node) => working[node] === 1,
    begin(node, at) {
      working[node] = 1;
      if (application.proposer(heights[node], 0) === node) network.wake(at, topic, node, PROPOSE, heights[node]);
      this.reconsider(node);
    },
    reconsider(node) {
      for (const ballot of ballots.at(heights[node])) {
        if (ballots.proposed[ballot * nodes + node]) consider(node, ballot);
      }
    },
    adopt(node, height, content) {
      if (height === heights[node]) decide(node, content, () => []);
    },
    receive({ kind, node, sender, subject }: NetworkEvent) {
      const ballot = ballots.slot(subject);
      if (ballot < 0) return;
      if (kind === Message.proposal) consider(node, ballot);
      else count(node, ballot, sender);
    },
    wake({ node, subject: height }: NetworkEvent) {
      const content = application.propose(node, height, 0);
      const ballot = ballots.open(height, 0, content, -1);
      send(Message.proposal, node, ballot, headerSize + application.size(content));
      vote(node, ballot);
    },
  };
};
