import { NEVER } from '../../kernel/time.js';

/** `step_p` of Algorithm 1, and `resting` between heights. */
export const Step = { resting: 0, propose: 1, prevote: 2, precommit: 3 } as const;

/** The variables of Algorithm 1 for every node. Contents, rounds and vote sets are -1 where there is none. */
export class NodeStates {
  readonly height: Int32Array;
  readonly round: Int32Array;
  readonly step: Uint8Array;
  /** When the round starts or has started, ns. */
  readonly roundStart: Float64Array;
  /** Vote set of the round's proposal once the node has found it valid. */
  readonly valid: Int32Array;
  /** Vote set that the node is validating. */
  readonly validating: Int32Array;
  /** Vote sets that the node has voted on in its round. */
  readonly prevoted: Int32Array;
  readonly precommitted: Int32Array;
  readonly lockedContent: Int32Array;
  readonly lockedRound: Int32Array;
  readonly validContent: Int32Array;
  readonly validRound: Int32Array;

  constructor(nodes: number, firstHeight: number) {
    const none = () => new Int32Array(nodes).fill(-1);
    this.height = new Int32Array(nodes).fill(firstHeight);
    this.round = new Int32Array(nodes);
    this.step = new Uint8Array(nodes);
    this.roundStart = new Float64Array(nodes).fill(NEVER);
    this.valid = none();
    this.validating = none();
    this.prevoted = none();
    this.precommitted = none();
    this.lockedContent = none();
    this.lockedRound = none();
    this.validContent = none();
    this.validRound = none();
  }

  startRound(node: number, round: number, at: number): void {
    this.round[node] = round;
    this.step[node] = Step.propose;
    this.roundStart[node] = at;
    this.valid[node] = -1;
    this.validating[node] = -1;
    this.prevoted[node] = -1;
    this.precommitted[node] = -1;
  }

  /** Node rests before a round; its lock stays. */
  rest(node: number, round: number): void {
    this.round[node] = round;
    this.step[node] = Step.resting;
    this.roundStart[node] = NEVER;
    this.valid[node] = -1;
    this.validating[node] = -1;
  }

  /** Node is up again after a crash, in the step in which it has voted last; before its first vote, it rests. */
  restart(node: number): void {
    if (this.step[node] === Step.propose) this.step[node] = Step.resting;
    this.valid[node] = -1;
    this.validating[node] = -1;
  }

  /** Node has forgotten its votes and its lock. */
  loseVotes(node: number): void {
    this.rest(node, 0);
    this.prevoted[node] = -1;
    this.precommitted[node] = -1;
    this.#unlock(node);
  }

  /** Vote sets of earlier heights are gone: a node that still works on one waits for the blocks. */
  forget(height: number): void {
    for (let node = 0; node < this.height.length; node++) {
      if (this.height[node] >= height) continue;
      for (const voteSets of [this.valid, this.validating, this.prevoted, this.precommitted]) voteSets[node] = -1;
    }
  }

  /** Node has decided its height (lines 51 and 52). */
  nextHeight(node: number): void {
    this.height[node]++;
    this.rest(node, 0);
    this.#unlock(node);
  }

  #unlock(node: number): void {
    this.lockedContent[node] = -1;
    this.lockedRound[node] = -1;
    this.validContent[node] = -1;
    this.validRound[node] = -1;
  }
}
