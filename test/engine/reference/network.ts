import { identify } from '../../../engine/network/identity.js';
import { emptyTraffic, KINDS, type Network, type NetworkEvent, widenTraffic } from '../../../engine/network/message.js';
import type { TransportSettings } from '../../../engine/network/transport.js';

/**
 * The network again, slow and simple: every copy of a message is an object in one sorted list, a flood is nodes that
 * forward messages, and simultaneous events are ordered by an explicit rule. The engine's own network must give the
 * same bytes.
 */
interface Pending {
  time: number;
  /** 0: a message arrives or is handled; 1: a timer expires. */
  rank: number;
  sequence: number;
  receiver: number;
  /** Orders copies of one message that arrive at one node at the same time. */
  relayer: number;
  happen: () => boolean;
}

interface Message {
  topic: number;
  kind: number;
  subject: number;
  size: number;
  identity: [number, number];
  sequence: number;
  /** ns */
  sent: number;
  reached: Set<number>;
  /** The sender of a flood that every node forwards; undefined for messages that applications relay. */
  origin: number | undefined;
}

/**
 * @param isCutOff whether a node neither sends, relays nor hears anything at a time (ns); messages that reach it then
 * are lost
 */
export function referenceNetwork(
  settings: TransportSettings,
  isCutOff: (node: number, now: number) => boolean = () => false,
): Network {
  const { links, peers, sharedUplink, end, conditions } = settings;
  const routes = settings.routes.slice();
  const streamTopics = routes.map((_, topic) => topic);
  /** Sorted so that the next event is the last element. */
  const pending: Pending[] = [];
  const uplinkFree = new Map<number, number>();
  const messages: Message[] = [];
  const traffic = emptyTraffic(routes.length);
  const event: NetworkEvent = { type: 'timer', topic: 0, kind: 0, sender: 0, node: 0, subject: 0, sent: 0, votes: 0 };
  const words = new Int32Array(2);
  let now = 0;
  let sequence = 0;
  let timers = 0;

  const create = (description: Omit<Message, 'identity' | 'sequence' | 'sent' | 'reached'>): Message => ({
    ...description,
    identity: [words[0], words[1]],
    sequence: sequence++,
    sent: now,
    reached: new Set(),
  });

  function schedule(event: Pending): void {
    let [from, to] = [0, pending.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (before(event, pending[middle])) from = middle + 1;
      else to = middle;
    }
    pending.splice(from, 0, event);
  }

  /** Sends one copy over one link. Its event is its arrival, unless the copy is lost. */
  function copy(message: Message, from: number, to: number, onArrival: () => boolean): void {
    const over = conditions?.linksAt(now) ?? links;
    over.message(message.identity[0], message.identity[1], message.size);
    conditions?.message(message.identity[0], message.identity[1]);
    over.drawDelay(from, to);
    const slowness = conditions?.slowness(from, now) ?? 1;
    const flight = Math.round(over.flight[0] * slowness) + (conditions?.delay(from, to, now) ?? 0);
    const stops = conditions?.goesDown(from, now) ?? Number.POSITIVE_INFINITY;
    let departed = now + Math.round(over.transfer[0] * slowness);
    if (isShared()) {
      departed += Math.max(0, (uplinkFree.get(from) ?? 0) - now);
      uplinkFree.set(from, Math.min(departed, stops));
    }
    if (isCutOff(from, now)) return;
    count(message);
    if (over.lost(from, to) || departed > stops || conditions?.drops(from, to, now)) {
      traffic.lost++;
      return;
    }
    const sent = now;
    const arrive = (time: number) => {
      if (conditions?.isCut(from, to, sent, time)) {
        traffic.lost++;
        return;
      }
      if (time > end) traffic.inFlight++;
      const happen = () => {
        if (!isCutOff(to, now)) return onArrival();
        traffic.lost++;
        return false;
      };
      schedule({ time, rank: 0, sequence: message.sequence, receiver: to, relayer: from, happen });
    };
    arrive(departed + flight);
    if (!conditions?.duplicates(from, to, now)) return;
    count(message);
    arrive(departed + flight + Math.max(1, flight));
  }

  function count({ topic, kind, size }: Message): void {
    traffic.sent++;
    traffic.messages[topic * KINDS + kind]++;
    traffic.bytes[topic * KINDS + kind] += size;
  }

  function isShared(): boolean {
    return conditions?.sharesUplink(now) ?? sharedUplink;
  }

  function inTurn(message: Message, from: number, to: readonly number[]): number[] {
    if (!isShared() || to.length === 0) return [...to];
    const first = links.firstCopy(message.identity[0], from, to.length);
    return to.map((_, i) => to[(i + first) % to.length]);
  }

  function peersOf(node: number): number[] {
    return Array.from(peers.targets.subarray(peers.offsets[node], peers.offsets[node + 1]));
  }

  function forward(message: Message, node: number, cameFrom: number, only?: Uint8Array): void {
    message.reached.add(node);
    if (cameFrom >= 0 && conditions?.forwards(node, now) === false) return;
    for (const peer of inTurn(message, node, peersOf(node))) {
      if (peer === cameFrom || (only && !only[peer])) continue;
      copy(message, node, peer, () => {
        if (message.reached.has(peer)) return false;
        message.reached.add(peer);
        if (message.origin === undefined) return handle(message, node, peer);
        forward(message, peer, node);
        return handle(message, message.origin, peer);
      });
    }
  }

  function handle(message: Message, sender: number, node: number): boolean {
    const { validation } = routes[message.topic];
    const deliver = () => {
      const { topic, kind, subject, sent } = message;
      Object.assign(event, { type: 'delivery', topic, kind, sender, node, subject, sent });
      return true;
    };
    if (validation === 0) return deliver();
    const time = now + validation;
    schedule({ time, rank: 0, sequence: message.sequence, receiver: node, relayer: sender, happen: deliver });
    return false;
  }

  return {
    get now() {
      return now;
    },
    event,
    traffic,

    open(route, streamTopic) {
      streamTopics.push(streamTopic);
      widenTraffic(traffic);
      return routes.push(route) - 1;
    },

    broadcast(topic, kind, sender, subject, size, a, b, only) {
      const route = routes[topic];
      identify(words, streamTopics[topic], kind, sender, -1, a, b);
      const gossip = route.dissemination === 'gossip';
      const message = create({ topic, kind, subject, size, origin: gossip ? sender : undefined });
      if (gossip) {
        forward(message, sender, -1, only);
        return;
      }
      const participants = Array.from(route.participants).filter((node) => !only || only[node]);
      for (const node of inTurn(message, sender, participants)) {
        if (node !== sender) copy(message, sender, node, () => handle(message, sender, node));
      }
    },

    send(topic, kind, sender, receiver, subject, size, a, b) {
      identify(words, streamTopics[topic], kind, sender, receiver, a, b);
      const message = create({ topic, kind, subject, size, origin: undefined });
      copy(message, sender, receiver, () => handle(message, sender, receiver));
    },

    prepareRelay(topic, kind, subject, size, a, b) {
      identify(words, streamTopics[topic], kind, -1, -1, a, b);
      return messages.push(create({ topic, kind, subject, size, origin: undefined })) - 1;
    },

    relay(relayedMessage, node, cameFrom) {
      forward(messages[relayedMessage], node, cameFrom);
    },

    wake(time, topic, node, kind, subject) {
      const happen = () => {
        Object.assign(event, { type: 'timer', topic, kind, sender: node, node, subject });
        return true;
      };
      schedule({ time, rank: 1, sequence: timers++, receiver: node, relayer: node, happen });
    },

    next(until) {
      for (let next = pending.at(-1); next && next.time <= until; next = pending.at(-1)) {
        pending.pop();
        now = next.time;
        if (next.happen()) return true;
      }
      return false;
    },
  };
}

function before(a: Pending, b: Pending): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.rank !== b.rank) return a.rank < b.rank;
  if (a.sequence !== b.sequence) return a.sequence < b.sequence;
  if (a.receiver !== b.receiver) return a.receiver < b.receiver;
  return a.relayer < b.relayer;
}
