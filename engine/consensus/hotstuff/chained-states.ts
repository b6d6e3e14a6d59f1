import { NEVER } from '../../kernel/time.js';
import type { Link } from './block-tree.js';

/** The number of no link. */
export const NO_LINK = -1;

/**
 * How far a node is in its view. `collecting`: it has voted, leads the next view, and waits for the votes of the others;
 * `over`: the last height of its protocol is decided.
 */
export const Stage = { resting: 0, open: 1, validating: 2, collecting: 3, changing: 4, over: 5 } as const;

/** The state of every node of a chained protocol, in arrays by node. Times in ns. */
export class ChainedStates {
  /** Height that the node decides next. */
  readonly height: Int32Array;
  /** Height of the proposal that its next round is about. */
  readonly working: Int32Array;
  readonly view: Int32Array;
  readonly stage: Uint8Array;
  readonly roundStart: Float64Array;
  /** Views that it has given up since it decided last. */
  readonly failures: Int32Array;
  /** The latest view to whose leader it has sent a new-view message; -1 without. */
  readonly announced: Int32Array;
  /** How many whole timeouts it has waited in its view. */
  readonly waits: Int32Array;
  /** Links that it has of its own view and later ones, ascending by view. */
  readonly pending: Link[][];
  /** Number of the link that it is validating. */
  readonly accepted: Int32Array;
  /** `genericQC`: the link with the latest certificate that it has seen. */
  readonly certified: Link[];
  /** View of the link that it is locked on. */
  readonly locked: Int32Array;
  /** The latest link for which it has collected a quorum of votes itself. */
  readonly collected: (Link | undefined)[];
  /** The link that it last asked for, whom it asked, and when (ns). */
  readonly asked: Int32Array;
  readonly askedOf: Int32Array;
  readonly askedAt: Float64Array;
  /** Number of messages that may be sent more than once; it distinguishes them. */
  occasions = 0;

  constructor(nodes: number, firstHeight: number, root: Link) {
    this.height = new Int32Array(nodes).fill(firstHeight);
    this.working = new Int32Array(nodes).fill(firstHeight);
    this.view = new Int32Array(nodes);
    this.stage = new Uint8Array(nodes);
    this.roundStart = new Float64Array(nodes).fill(NEVER);
    this.failures = new Int32Array(nodes);
    this.announced = new Int32Array(nodes).fill(-1);
    this.waits = new Int32Array(nodes);
    this.pending = Array.from({ length: nodes }, () => []);
    this.accepted = new Int32Array(nodes).fill(NO_LINK);
    this.certified = new Array<Link>(nodes).fill(root);
    this.locked = new Int32Array(nodes).fill(root.view);
    this.collected = new Array<Link | undefined>(nodes).fill(undefined);
    this.asked = new Int32Array(nodes).fill(NO_LINK);
    this.askedOf = new Int32Array(nodes);
    this.askedAt = new Float64Array(nodes);
  }
}
