import type { ConfigurationBlock } from './management/configuration-block.js';
import type { PrimarySide } from './management/management.js';
import type { ManagementSide } from './primary/primary.js';

/** What one half of a node tells the other. */
export type MailboxMessage =
  /** It has committed the agreed block on the management chain. */
  | { to: 'primary'; node: number; block: ConfigurationBlock }
  /** Its copy of the management chain has grown up to this height, by what it has observed. */
  | { to: 'management'; node: number; height: number };

/**
 * Stands between the two halves of every node, that of the primary and that of the management chain. What one of them tells
 * the other reaches it when the event is over in which it was told, in that order: neither acts in the middle of the other.
 */
export class Mailbox {
  readonly #messages: MailboxMessage[] = [];

  post(message: MailboxMessage): void {
    this.#messages.push(message);
  }

  /** Hands over all messages, and those that are posted meanwhile. */
  deliver(primary: Pick<PrimarySide, 'obtain'>, management: ManagementSide): void {
    for (let next = 0; next < this.#messages.length; next++) {
      const message = this.#messages[next];
      if (message.to === 'primary') primary.obtain(message.node, message.block);
      else management.adopt(message.node, message.height);
    }
    this.#messages.length = 0;
  }
}
