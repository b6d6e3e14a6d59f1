import type { Network, NetworkEvent } from '../network/message.js';
import type { FaultModel } from './fault-model.js';

/** A validator's verdict on a proposal. `wait`: something is missing; {@link Consensus.reconsider} is called once it has arrived. */
export type Verdict = 'accept' | 'reject' | 'wait';

/**
 * The application of a consensus protocol. Protocols know nothing of what a block holds: contents are numbers.
 */
export interface Application {
  /** The proposer of a view of a height; every honest node computes the same. */
  proposer(height: number, view: number): number;
  /**
   * The content that node proposes.
   *
   * @param parent the content below it, if that is not decided yet; absent: the content decided at the height before
   */
  propose(node: number, height: number, view: number, parent?: number): number;
  /** Validates a content for node. @param parent as for {@link propose} */
  validate(node: number, content: number, parent?: number): Verdict;
  /**
   * Node has received the whole content, perhaps once more. For recorders only: it must not influence the run.
   */
  received?(node: number, content: number): void;
  /** Bytes of the content, without headers. */
  size(content: number): number;
  /**
   * Node has decided. It takes part in the next height once the application calls {@link Consensus.begin}.
   *
   * @param voters gives the nodes whose votes the decision rests on, as far as the node has them
   * @param continues whether node works on later heights already; {@link Overlap.roundEnded} then says when it is between rounds
   */
  decided(
    node: number,
    height: number,
    content: number,
    view: number,
    voters: () => number[],
    continues?: boolean,
  ): void;
  /** Node gives up its view for a later one. @returns false if it must rest until {@link Consensus.begin} */
  abandoned(node: number, height: number, view: number, next: number): boolean;
  /** A quorum has given up this view of a height. @param proposer absent: that of {@link proposer} */
  failed(height: number, view: number, proposer?: number): void;
}

/** Addition to an {@link Application} whose heights may overlap: a height begins before the one below is decided. */
export interface Overlap {
  /** The leader of a term; terms count on from the protocol's first height. Every honest node computes the same. */
  leader(firstHeight: number, term: number): number;
  /** Whether a height may begin on top of an undecided content; false if the content may change the rules of the next height. */
  mayFollow(content: number): boolean;
  /**
   * Node is between two rounds; it takes part in the next one once the application calls {@link Consensus.begin}.
   *
   * @param content the one that the next proposal builds on, as far as node knows; negative if that is known to be decided
   */
  roundEnded(node: number, content: number): void;
}

/** Called by a protocol when a node has fallen behind. */
export interface CatchUp {
  /** Node has seen that sender is at `height` or beyond, while node is below. */
  ahead(node: number, sender: number, height: number): void;
  /**
   * Node knows that its height is decided but lacks the block; sender has it.
   *
   * @param height node knows that all heights below this one are decided; absent: only its own
   */
  missing(node: number, sender: number, height?: number): void;
  /**
   * Node knows that its height is decided, and its copy of the block may still be on the way. It requests the block from
   * sender, which has it, at `at` (ns) at the earliest.
   */
  awaited(node: number, sender: number, at: number): void;
  /** Sender still works on a height that node has decided already. */
  behind(node: number, sender: number): void;
}

/** The rules of a chain, as its protocol gets them. Times in ns, sizes in B. */
export interface ChainRules {
  topic: number;
  /** The height that every node decides first. */
  firstHeight: number;
  /** Nodes that vote, ascending. */
  validators: Int32Array;
  /** How many of the validators may fail, and how many votes decide. */
  faults: FaultModel;
  headerSize: number;
  voteSize: number;
  votes: 'digest' | 'block';
  blockValidation: number;
  /** How long a node stays in the view of a height before it gives it up; views are counted from 0. */
  timeout(node: number, view: number): number;
  /** Whether a rejected proposal ends the round at once instead of at its timeout. */
  rejectionEndsRound: boolean;
  /** Absent if every height must be decided before the next one begins. With it, no node rests after a view. */
  overlap?: Overlap;
}

/** A consensus protocol for all nodes of one chain. Nodes are numbers; every call is about one of them. */
export interface Consensus {
  /**
   * Node takes part in its height from `at` on (ns): it waits for proposals, and proposes if it is its turn. No effect on a
   * node that is in a round already.
   */
  begin(node: number, at: number): void;
  /** Lets node validate again the proposal on which its application said `wait`. */
  reconsider(node: number): void;
  /** Whether node is in a round; a proposal that comes early starts the round early. */
  inRound(node: number): boolean;
  /** The height that node decides next. */
  height(node: number): number;
  /** The view of that height that node is in, from 0. */
  view(node: number): number;
  /** Where heights overlap: the height of the proposal that node's round, or its next one, is about. */
  working?(node: number): number;
  /** Whether node has a content that was proposed at the height on which it works; absent if the protocol cannot tell. */
  has?(node: number, content: number): boolean;
  /** Node has obtained the content decided at its height by state transfer. @param voters gives the nodes whose votes prove it */
  adopt(node: number, height: number, content: number, voters: () => number[]): void;
  /**
   * Node is up again after a crash, and rests until the application calls {@link begin}. It still has its height, its
   * certificates, its own votes and proposals and what they bind it to; everything else that it had received is lost.
   *
   * @param losesVotes whether its votes and locks are lost as well, so that it may contradict them
   */
  restart(node: number, losesVotes: boolean): void;
  /**
   * The subject of a message about another content in the same height and view. For Byzantine nodes that say one thing to
   * some and another to others.
   */
  about(subject: number, content: number): number;
  /** Releases what the protocol holds: every node has left it for good. */
  end?(): void;
  /** A message of its topic has reached a node. */
  receive(event: NetworkEvent): void;
  /** A timer that the protocol has set has gone off. */
  wake(event: NetworkEvent): void;
}

/** Creates a protocol for the nodes 0 to `nodes - 1` of one chain. */
export type CreateConsensus = (
  network: Network,
  rules: ChainRules,
  application: Application,
  nodes: number,
  catchUp: CatchUp,
) => Consensus;
