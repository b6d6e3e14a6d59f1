import type { Network } from '../network/message.js';
import { NetworkLayer } from '../network/network-layer.js';
import { EngineFault } from './engine-fault.js';

/**
 * A network that checks the contract of {@link Network}: time does not run back, no timer is set in the past, and no
 * two messages of a topic have the same name, since their random numbers depend on it. Every vote is delivered, so that
 * its name is checked.
 */
export class CheckedNetwork extends NetworkLayer {
  readonly #names = new Set<string>();
  /** Topics that were added during the run, and the topics whose random streams they use. */
  readonly #streamTopics = new Map<number, number>();
  #latest = 0;

  constructor(inner: Network) {
    super(inner, undefined);
  }

  override broadcast: Network['broadcast'] = (topic, kind, sender, subject, size, a, b, only) => {
    this.#mustBeNew(topic, kind, sender, -1, a, b);
    this.inner.broadcast(topic, kind, sender, subject, size, a, b, only);
  };

  override send: Network['send'] = (topic, kind, sender, receiver, subject, size, a, b) => {
    this.#mustBeNew(topic, kind, sender, receiver, a, b);
    this.inner.send(topic, kind, sender, receiver, subject, size, a, b);
  };

  override prepareRelay: Network['prepareRelay'] = (topic, kind, subject, size, a, b) => {
    this.#mustBeNew(topic, kind, -1, -1, a, b);
    return this.inner.prepareRelay(topic, kind, subject, size, a, b);
  };

  /** @throws EngineFault for a time before now */
  override wake: Network['wake'] = (time, ...timer) => {
    if (!(time >= this.now)) throw new EngineFault(`a timer is not set to ${time} ns, which is before ${this.now} ns`);
    this.inner.wake(time, ...timer);
  };

  override open: Network['open'] = (route, streamTopic) => {
    const topic = this.inner.open(route, streamTopic);
    this.#streamTopics.set(topic, streamTopic);
    return topic;
  };

  /** @throws EngineFault if time has run back, or beyond `until` */
  next(until: number): boolean {
    const isThere = this.inner.next(until);
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
