import type { Network, NetworkEvent, Traffic } from '../network/message.js';
import { EngineFault } from './engine-fault.js';

/**
 * A network that holds itself and its users to the contract of {@link Network}: time does not run back, no timer is set in
 * the past, and no two messages of a topic have the same name, for their random numbers depend on it.
 */
export class CheckedNetwork implements Network {
  readonly event: NetworkEvent;
  readonly traffic: Traffic;
  readonly #inner: Network;
  readonly #names = new Set<string>();
  /** Topics that were added during the run, and those under whose names they draw. */
  readonly #streamTopics = new Map<number, number>();
  #latest = 0;

  constructor(inner: Network) {
    this.#inner = inner;
    this.event = inner.event;
    this.traffic = inner.traffic;
  }

  get now(): number {
    return this.#inner.now;
  }

  broadcast(
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    size: number,
    a: number,
    b: number,
    only?: Uint8Array,
  ): void {
    this.#mustBeNew(topic, kind, sender, -1, a, b);
    this.#inner.broadcast(topic, kind, sender, subject, size, a, b, only);
  }

  send(
    topic: number,
    kind: number,
    sender: number,
    receiver: number,
    subject: number,
    size: number,
    a: number,
    b: number,
  ): void {
    this.#mustBeNew(topic, kind, sender, receiver, a, b);
    this.#inner.send(topic, kind, sender, receiver, subject, size, a, b);
  }

  prepareRelay(topic: number, kind: number, subject: number, size: number, a: number, b: number): number {
    this.#mustBeNew(topic, kind, -1, -1, a, b);
    return this.#inner.prepareRelay(topic, kind, subject, size, a, b);
  }

  relay(relayedMessage: number, node: number, cameFrom: number): void {
    this.#inner.relay(relayedMessage, node, cameFrom);
  }

  /** @throws EngineFault for a time before now */
  wake(time: number, topic: number, node: number, kind: number, subject: number): void {
    if (!(time >= this.now)) throw new EngineFault(`a timer is not set to ${time} ns, which is before ${this.now} ns`);
    this.#inner.wake(time, topic, node, kind, subject);
  }

  open(route: Parameters<Network['open']>[0], streamTopic: number): number {
    const topic = this.#inner.open(route, streamTopic);
    this.#streamTopics.set(topic, streamTopic);
    return topic;
  }

  /** @throws EngineFault where time has run back, or beyond `until` */
  next(until: number): boolean {
    const isThere = this.#inner.next(until);
    const { now } = this;
    if (now < this.#latest) throw new EngineFault(`time does not run back from ${this.#latest} ns to ${now} ns`);
    if (isThere && now > until) throw new EngineFault(`an event at ${now} ns is not due by ${until} ns`);
    this.#latest = now;
    return isThere;
  }

  #mustBeNew(topic: number, kind: number, sender: number, receiver: number, a: number, b: number): void {
    const name = `${this.#streamTopics.get(topic) ?? topic}/${kind}/${sender}/${receiver}/${a}/${b}`;
    if (this.#names.has(name))
      throw new EngineFault(
        `no two messages have the same name, and (topic, kind, sender, receiver, a, b) = (${name.replaceAll('/', ', ')}) was sent twice`,
      );
    this.#names.add(name);
  }
}
