import type { Network, NetworkEvent } from '../network/message.js';
import type { FaultModel } from './fault-model.js';

/** What a validator says of a proposal. `wait`: it lacks something and will ask to be asked again. */
export type Verdict = 'accept' | 'reject' | 'wait';

/**
 * What a consensus protocol decides about. Protocols know nothing of what a block holds: contents are numbers.
 */
export interface Application {
  /** Who proposes at a height in a view; every honest node computes the same. */
  proposer(height: number, view: number): number;
  /**
   * The content that node proposes.
   *
   * @param parent content below it that is not decided yet; without one it is that of the height before
   */
  propose(node: number, height: number, view: number, parent?: number): number;
  /** @param parent as for {@link propose} */
  validate(node: number, content: number, parent?: number): Verdict;
  /**
   * Node has the whole content, for the first time or again. Called for recorders only; it must not influence the run.
   */
  received?(node: number, content: number): void;
  /** Bytes of the content, without headers. */
  size(content: number): number;
  /**
   * Node has decided. It takes part in the next height once the application calls {@link Consensus.begin}.
   *
   * @param voters whose votes the decision rests on, as far as the node has them
   * @param continues true where node works on later heights already: {@link Overlap.roundEnded} says when it is between rounds
   */
  decided(
    node: number,
    height: number,
    content: number,
    view: number,
    voters: () => number[],
    continues?: boolean,
  ): void;
  /** Node gives up its view for a later one. @returns false where it is to rest until it is told to begin that one */
  abandoned(node: number, height: number, view: number, next: number): boolean;
  /** A quorum has abandoned this round. */
  failed(height: number, view: number): void;
}

/** What a chain adds to an {@link Application} if its heights may overlap: one begins before the last one is decided. */
export interface Overlap {
  /** Who leads a term, counted over all heights from the first one of the protocol; every honest node computes the same. */
  leader(firstHeight: number, term: number): number;
  /** False where content has to be decided before anyone can know how the next height is. */
  mayFollow(content: number): boolean;
  /**
   * Node is between two rounds; it takes part in the next one once the application calls {@link Consensus.begin}.
   *
   * @param content what the next proposal builds on, as far as node knows; negative where it is known to be decided
   */
  roundEnded(node: number, content: number): void;
}

/** What a protocol calls when a node has fallen behind. */
export interface CatchUp {
  /** Node has seen that sender is at `height` or beyond, while node is below. */
  ahead(node: number, sender: number, height: number): void;
  /**
   * Node knows that its height is decided but lacks the block; sender has it.
   *
   * @param height below which node knows everything to be decided, where that is more
   */
  missing(node: number, sender: number, height?: number): void;
  /**
   * Node knows that its height is decided, and its copy of the block may still be on the way: sender, who has it, is
   * asked for it at `at` (ns) at the earliest.
   */
  awaited(node: number, sender: number, at: number): void;
  /** Sender still works on a height that node has decided already. */
  behind(node: number, sender: number): void;
}

/** What every protocol is told about its chain. Times in ns, sizes in B. */
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
  /** A rejected proposal ends the round at once instead of at its timeout. */
  rejectionEndsRound: boolean;
  /** Absent where every height has to be decided before the next one begins. With it, no node rests after a view. */
  overlap?: Overlap;
}

export interface Consensus {
  /**
   * Node takes part in its height from `at` on (ns): it waits for proposals, and proposes if it is its turn. One that is
   * at work already goes on with what it does.
   */
  begin(node: number, at: number): void;
  /** Asks node to validate again what it had to leave waiting. */
  reconsider(node: number): void;
  /** True from the start of node's round, its own or that of a proposal that came early, to its end. */
  inRound(node: number): boolean;
  /** The height that node decides next, and its view of it. */
  height(node: number): number;
  view(node: number): number;
  /** Height of the proposal that node's round is about, or its next one, where heights overlap. */
  working?(node: number): number;
  /** Whether node has a content that was proposed at the height on which it works; absent: no way to tell. */
  has?(node: number, content: number): boolean;
  /** Node learned by other means what was decided at its height. @param voters whose votes came with it as its proof */
  adopt(node: number, height: number, content: number, voters: () => number[]): void;
  /**
   * Node is up again after a crash, and rests until the application calls {@link begin}. It still has its height, its
   * certificates, its own votes and proposals and what they bind it to; everything else that it had received is lost.
   *
   * @param losesVotes its votes and what they bind it to are lost as well, and it may contradict them
   */
  restart(node: number, losesVotes: boolean): void;
  /**
   * The subject of a message like another one, of the same height and view, but about this content: for nodes that say
   * one thing to some and another to others.
   */
  about(subject: number, content: number): number;
  /** Every node has left it for good. */
  end?(): void;
  receive(event: NetworkEvent): void;
  wake(event: NetworkEvent): void;
}

export type CreateConsensus = (
  network: Network,
  rules: ChainRules,
  application: Application,
  nodes: number,
  catchUp: CatchUp,
) => Consensus;
