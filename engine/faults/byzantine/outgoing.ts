import type { Role } from '../../consensus/protocols.js';
import type { Misdeed } from '../../model/fault-facts.js';
import type { Lateness } from '../../model/faults.js';
import type { Equivocation } from './equivocations.js';

/** A message that a Byzantine node's protocol sends. */
export interface Outgoing {
  topic: number;
  kind: number;
  sender: number;
  /** -1: everyone. */
  receiver: number;
  subject: number;
  size: number;
  /** Its name. For proposals and votes, the height and view that they are about. */
  a: number;
  b: number;
}

/** What a behaviour can do with a message. */
export interface Means {
  /** Sends it to all its receivers, or only to some. */
  send(message: Outgoing, only?: Uint8Array): void;
  /** Sends it later. @param after ns */
  hold(message: Outgoing, after: number): void;
  /** The delay for the sender in the view that the message is about, ns. */
  lateness(message: Outgoing, by: Lateness): number;
  /** Makes a second proposal like this one, and divides the nodes between the two; undefined where its sender is not free to propose. */
  divide(message: Outgoing): Equivocation | undefined;
  /** The proposals between which the nodes are divided in the view that the message is about. */
  divided(message: Outgoing): Equivocation | undefined;
  /** The role of a kind of message; undefined if it has none. */
  role(topic: number, kind: number): Role | undefined;
  /** @param by how late the message is, ns */
  tell(message: Outgoing, misdeed: Misdeed, by?: number): void;
}

/** A behaviour: the messages that are sent instead of a given one. */
export type Deceit = (message: Outgoing, means: Means) => void;

/** An upper bound of the views of a height. Second messages have names beyond it. */
const VIEWS = 2 ** 21;

/** The view that a message is about. @param b part of its name, as in {@link Outgoing.b} */
export function viewOf(b: number): number {
  return b % VIEWS;
}

/** The same message about another subject, with its own name. */
export function withSubject(message: Outgoing, subject: number): Outgoing {
  return { ...message, subject, b: message.b + VIEWS };
}
