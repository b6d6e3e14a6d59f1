import type { ConfigurationBlock } from './management/configuration-block.js';
import type { PrimarySide } from './management/management.js';
import type { ManagementSide } from './primary/primary.js';

/** What one half of a node tells the other. */
export type Letter =
  /** It has committed the agreed block on the management chain. */
  | { to: 'primary'; node: number; block: ConfigurationBlock }
  /** Its copy of the management chain has grown up to this height, by what it has observed. */
  | { to: 'management'; node: number; height: number };

/**
 * Stands between the two halves of every node, that of the primary and that of the management chain. What one of them tells
 * the other reaches it when the event is over in which it was told, in that order: neither acts in the middle of the other.
 */
export class Mailbox {
  readonly #letters: Letter[] = [];

  post(letter: Letter): void {
    this.#letters.push(letter);
  }

  /** Hands over all letters, and those that are posted meanwhile. */
  deliver(primary: Pick<PrimarySide, 'obtain'>, management: ManagementSide): void {
    for (let next = 0; next < this.#letters.length; next++) {
      const letter = this.#letters[next];
      if (letter.to === 'primary') primary.obtain(letter.node, letter.block);
      else management.adopt(letter.node, letter.height);
    }
    this.#letters.length = 0;
  }
}
