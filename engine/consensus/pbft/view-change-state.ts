import type { ViewChange } from './view-changes.js';

/** The progress of every node at its height: its latest vote, and its latest prepared certificate. */
export class ViewChangeState {
  readonly #preparedView: Int32Array;
  readonly #preparedContent: Int32Array;
  readonly #votedView: Int32Array;
  readonly #votedContent: Int32Array;

  constructor(nodes: number) {
    this.#preparedView = new Int32Array(nodes).fill(-1);
    this.#preparedContent = new Int32Array(nodes).fill(-1);
    this.#votedView = new Int32Array(nodes).fill(-1);
    this.#votedContent = new Int32Array(nodes).fill(-1);
  }

  /** Node has proposed the content, or prepared it with a vote of its own. */
  voted(node: number, view: number, content: number): void {
    this.#votedView[node] = view;
    this.#votedContent[node] = content;
  }

  /** Node has a prepared certificate for the content. */
  prepared(node: number, view: number, content: number): void {
    this.#preparedView[node] = view;
    this.#preparedContent[node] = content;
  }

  /** Whether node has not voted for another content in this view. */
  mayVote(node: number, view: number, content: number): boolean {
    return this.#votedView[node] !== view || this.#votedContent[node] === content;
  }

  /** Whether node has voted in this view. */
  hasVoted(node: number, view: number): boolean {
    return this.#votedView[node] === view;
  }

  /** Node begins its next height. */
  forget(node: number): void {
    this.voted(node, -1, -1);
    this.prepared(node, -1, -1);
  }

  /** The message by which node asks for a view. */
  viewChange(node: number, height: number, view: number): ViewChange {
    return {
      height,
      view,
      sender: node,
      preparedView: this.#preparedView[node],
      preparedContent: this.#preparedContent[node],
      votedView: this.#votedView[node],
      votedContent: this.#votedContent[node],
    };
  }
}
