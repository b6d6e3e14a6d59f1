import type { ConfigurationBlock } from './management/configuration-block.js';
import type { PrimarySide } from './management/management.js';
import type { ManagementSide } from './primary/primary.js';

/** A message between the two halves of a node. */
export type MailboxMessage =
  /** The node has committed the agreed block on the management chain. */
  | { to: 'primary'; node: number; block: ConfigurationBlock }
  /** The node's copy of the management chain has grown to this height because it observed the chain. */
  | { to: 'management'; node: number; height: number };

/**
 * Connects the two halves of every node, that of the primary and that of the management chain. Messages are delivered in
 * their order once the current event is over, so that neither half acts in the middle of the other.
 */
export class Mailbox {
  readonly #messages: MailboxMessage[] = [];

  post(message: MailboxMessage): void {
    this.#messages.push(message);
  }

  /** Delivers all messages, and those that are posted meanwhile. */
  deliver(primary: Pick<PrimarySide, 'obtain'>, management: ManagementSide): void {
    for (let next = 0; next < this.#messages.length; next++) {
      const message = this.#messages[next];
      if (message.to === 'primary') primary.obtain(message.node, message.block);
      else management.adopt(message.node, message.height);
    }
    this.#messages.length = 0;
  }
}
