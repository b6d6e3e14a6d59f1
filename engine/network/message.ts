import type { QuorumNetwork } from './quorums/quorums.js';

/** The subject of messages. Each topic has one application that receives them. */
export const Topic = { primary: 0, management: 1, configuration: 2, recovery: 3, clock: 4 } as const;
export type Topic = (typeof Topic)[keyof typeof Topic];

/** Names in the traffic table. */
export const TOPIC_NAMES: readonly string[] = ['primary', 'management', 'configuration', 'recovery', 'clock'];

/** The fields of the current event, as passed to an application. */
export interface NetworkEvent {
  type: 'delivery' | 'timer';
  topic: number;
  /** Kind of message or of timer, numbered by its topic. */
  kind: number;
  /** The sender or relay; the node itself for a timer. */
  sender: number;
  node: number;
  /** What the sender attached, an index into tables of the application. */
  subject: number;
  /** When the message was sent, or relayed by the sender, ns; of a delivery alone. */
  sent: number;
  /** Votes on the subject that the node has with this one, where it is told of them when they are enough; else 0. */
  votes: number;
}

/** How messages of one topic reach its participants. */
export interface Route {
  dissemination: 'direct' | 'gossip';
  /** Nodes that take part, ascending. */
  participants: Int32Array;
  /** Time between the arrival of a message and its handling, ns. */
  validation: number;
}

/** The network and timers of the nodes. The implementation affects only the speed of a run, never its events. */
export interface Network {
  /** Simulated time, ns. */
  readonly now: number;

  /**
   * Sends to all participants of the topic, as its dissemination says.
   *
   * `kind`, `sender`, `a` and `b` together name the message within its topic: no other message may have the same, and
   * the randomness of its copies depends on nothing else.
   *
   * @param size in bytes
   * @param only 1 for the nodes that sender sends it to; absent: all. In a flood, those pass it on as usual
   */
  broadcast(
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    size: number,
    a: number,
    b: number,
    only?: Uint8Array,
  ): void;

  /** Sends to one node over their own link. `a` and `b` as in {@link broadcast}, also for each receiver. */
  send(
    topic: number,
    kind: number,
    sender: number,
    receiver: number,
    subject: number,
    size: number,
    a: number,
    b: number,
  ): void;

  /** Prepares a message that spreads over the overlay as far and as soon as {@link relay} says. @returns its number */
  prepareRelay(topic: number, kind: number, subject: number, size: number, a: number, b: number): number;

  /** Node sends the relayedMessage to its peers, once, but not to the one it came from (-1: from nobody). */
  relay(relayedMessage: number, node: number, cameFrom: number): void;

  /** @param time not before now, ns */
  wake(time: number, topic: number, node: number, kind: number, subject: number): void;

  /**
   * Adds a topic while the run goes on, for messages that `streamTopic` never carries: their random numbers are drawn under its name.
   *
   * @returns the topic
   */
  open(route: Route, streamTopic: number): number;

  /** Takes the next event not later than `until`. @returns false where there is none */
  next(until: number): boolean;

  /** The event that {@link next} took; overwritten by the next one. */
  readonly event: NetworkEvent;

  readonly traffic: Traffic;

  /** Absent where every vote has to be told. */
  readonly quorums?: QuorumNetwork;
}

/** Counts of copies by topic and kind, at `topic * KINDS + kind`. */
export interface Traffic {
  messages: Float64Array;
  bytes: Float64Array;
  sent: number;
  lost: number;
  inFlight: number;
}

/** Most kinds of message per topic. */
export const KINDS = 16;

export function emptyTraffic(topics: number): Traffic {
  const counts = () => new Float64Array(topics * KINDS);
  return { messages: counts(), bytes: counts(), sent: 0, lost: 0, inFlight: 0 };
}

/** Counts copies of a message. @param size of one, B */
export function countCopies(traffic: Traffic, topic: number, kind: number, copies: number, size: number): void {
  const at = topic * KINDS + kind;
  traffic.messages[at] += copies;
  traffic.bytes[at] += copies * size;
}

/** Makes room for one more topic. */
export function widenTraffic(traffic: Traffic): void {
  for (const name of ['messages', 'bytes'] as const) {
    const wider = new Float64Array(traffic[name].length + KINDS);
    wider.set(traffic[name]);
    traffic[name] = wider;
  }
}
