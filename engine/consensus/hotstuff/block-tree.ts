/** A node of the tree of proposals (Section 4.2): the proposal of one view, on top of the certificate of another. */
export interface Link {
  /** Identifies it in messages. */
  number: number;
  view: number;
  proposer: number;
  /** Height of its block, or of the latest block below it. */
  height: number;
  /** Its block; {@link NO_BLOCK} for a link that only carries a certificate. */
  content: number;
  /** The link whose certificate it carries; undefined for the root, and if that link is forgotten. */
  parent: Link | undefined;
  /** Number of failed views between its parent's view and its own. */
  failures: number;
  /** Whether no block follows it: all links above only serve to decide it. */
  isLast: boolean;
  /** 1 for the nodes that have it. */
  has: Uint8Array;
  /** 1 for the nodes whose votes the leader of the next view has. */
  voted: Uint8Array;
  votes: number;
}

/** The content of a link without a block. */
export const NO_BLOCK = -1;

/** The links that some node may still request, oldest first. */
export class BlockTree {
  readonly #nodes: number;
  readonly #quorum: number;
  #recent: Link[] = [];
  #next = 0;
  /** The parent of the first link: certified, decided, and known to every node. */
  readonly root: Link;

  /**
   * @param firstHeight height of the first block
   * @param quorum votes that make a certificate
   */
  constructor(nodes: number, firstHeight: number, quorum: number) {
    this.#nodes = nodes;
    this.#quorum = quorum;
    this.root = {
      number: -1,
      view: -1,
      proposer: -1,
      height: firstHeight - 1,
      content: NO_BLOCK,
      parent: undefined,
      failures: 0,
      isLast: false,
      has: new Uint8Array(nodes).fill(1),
      voted: new Uint8Array(nodes),
      votes: 0,
    };
  }

  /** Ascending by the time of their proposal. Links may be added and forgotten during a walk. */
  get recent(): readonly Link[] {
    return this.#recent;
  }

  /** Adds a link, which only its proposer has so far. */
  add(link: Pick<Link, 'view' | 'proposer' | 'height' | 'content' | 'isLast'>, parent: Link): Link {
    const added: Link = {
      ...link,
      number: this.#next++,
      parent,
      failures: link.view - parent.view - 1,
      has: new Uint8Array(this.#nodes),
      voted: new Uint8Array(this.#nodes),
      votes: 0,
    };
    added.has[link.proposer] = 1;
    this.#recent.push(added);
    return added;
  }

  /** The link with a number; undefined if it is forgotten. */
  find(number: number): Link | undefined {
    const [first] = this.#recent;
    return first && this.#recent[number - first.number];
  }

  /** The link of a block; undefined if it is forgotten. */
  of(content: number): Link | undefined {
    return this.#recent.find((link) => link.content === content);
  }

  /** Whether a quorum has voted for a link: a proposal on top of it may carry its certificate. */
  isCertified(link: Link): boolean {
    return link === this.root || link.votes >= this.#quorum;
  }

  /** The votes for some links are lost. */
  lose(isLost: (link: Link) => boolean): void {
    for (const link of this.#recent.filter(isLost)) {
      link.voted.fill(0);
      link.votes = 0;
    }
  }

  /** Forgets the links below a height, oldest first, so that what a long run holds does not grow. */
  forget(height: number): void {
    let gone = 0;
    while (gone < this.#recent.length && this.#recent[gone].height < height) gone++;
    if (gone === 0) return;
    const forgotten = new Set(this.#recent.slice(0, gone));
    this.#recent = this.#recent.slice(gone);
    for (const link of forgotten) link.parent = undefined;
    for (const link of this.#recent) if (link.parent && forgotten.has(link.parent)) link.parent = undefined;
  }
}
