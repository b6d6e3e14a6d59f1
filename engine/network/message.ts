import type { QuorumNetwork } from './quorums/quorums.js';

/** The subject of messages. Each topic has one application that receives them. */
export const Topic = { primary: 0, management: 1, configuration: 2, recovery: 3, clock: 4 } as const;
/** The number of a topic. */
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
  /** Attached by the sender: an index into tables of the application. */
  subject: number;
  /** When the message was sent, or relayed by the sender, ns; of a delivery alone. */
  sent: number;
  /** If the node is notified of a quorum: its votes on the subject, this one included. Otherwise 0. */
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
   * Sends to all participants of the topic, directly or by gossip as its route says.
   *
   * `kind`, `sender`, `a` and `b` together identify the message within its topic. They must be unique: the random numbers of
   * its copies depend on nothing else.
   *
   * @param size in bytes
   * @param only 1 for the nodes that sender sends it to; absent: all. In a flood, these forward it as usual
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

  /** Prepares a message that spreads over the overlay by calls of {@link relay}. @returns its number */
  prepareRelay(topic: number, kind: number, subject: number, size: number, a: number, b: number): number;

  /** Node sends a prepared message to its peers, once, except to the node it came from. @param cameFrom -1: from nobody */
  relay(relayedMessage: number, node: number, cameFrom: number): void;

  /** Sets a timer. @param time ns; not before now */
  wake(time: number, topic: number, node: number, kind: number, subject: number): void;

  /**
   * Adds a topic during the run. Its messages use the random stream of `streamTopic`, and must be none that `streamTopic` carries.
   *
   * @returns the topic
   */
  open(route: Route, streamTopic: number): number;

  /** Takes the next event not later than `until`, ns. @returns false if there is none */
  next(until: number): boolean;

  /** The event that {@link next} took; overwritten by the next one. */
  readonly event: NetworkEvent;

  readonly traffic: Traffic;

  /** Notifies nodes of quorums; absent if every vote must be delivered. */
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

/** Traffic without any copies. @param topics number of topics */
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
