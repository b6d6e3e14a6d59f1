import type { QuorumNetwork } from './quorums/quorums.js';

/** The subject of messages. Each topic has one application that receives them. */
export const Topic = { primary: 0, management: 1, configuration: 2, recovery: 3, clock: 4 } as const;
export type Topic = (typeof Topic)[keyof typeof Topic];

/** Names in the table of traffic. */
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
  /** Index into tables of the application, attached by the sender. */
  subject: number;
  /** Deliveries only: time at which the message was sent, or relayed by the sender, ns. */
  sent: number;
  /** Number of votes on the subject that the node has with this one, if it is notified of a quorum; else 0. */
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
   * Sends to all participants of the topic by its dissemination.
   *
   * `kind`, `sender`, `a` and `b` together identify the message within its topic. No other message may have the same
   * values, and the randomness of its copies depends on nothing else.
   *
   * @param size in bytes
   * @param only 1 for the nodes to which sender sends it; absent: all. In a flood, these forward it as usual
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

  /**
   * Sends to one node over the link between them. `a` and `b` as in {@link broadcast}; they must differ for each
   * receiver.
   */
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

  /** Node sends the relayed message to its peers, once, but not to the one that it came from (-1: none). */
  relay(relayedMessage: number, node: number, cameFrom: number): void;

  /** @param time not before now, ns */
  wake(time: number, topic: number, node: number, kind: number, subject: number): void;

  /**
   * Adds a topic during the run, which uses the random stream of `streamTopic`. That topic must never carry the same
   * messages.
   *
   * @returns the topic
   */
  open(route: Route, streamTopic: number): number;

  /** Takes the next event not later than `until`. @returns false if there is none */
  next(until: number): boolean;

  /** The event taken by {@link next}; overwritten by the next call. */
  readonly event: NetworkEvent;

  readonly traffic: Traffic;

  /** Absent if every vote must be delivered. */
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

/** Maximum number of message kinds per topic. */
export const KINDS = 16;

export function emptyTraffic(topics: number): Traffic {
  const counts = () => new Float64Array(topics * KINDS);
  return { messages: counts(), bytes: counts(), sent: 0, lost: 0, inFlight: 0 };
}

/** Counts copies of a message. @param size of each, B */
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
