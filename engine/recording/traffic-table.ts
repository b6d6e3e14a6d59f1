import { PROTOCOLS } from '../consensus/protocols.js';
import type { FactReader } from '../model/fact-readers.js';
import type { Table } from '../model/results.js';
import { KINDS, TOPIC_NAMES, Topic, type Traffic } from '../network/message.js';
import { RECOVERY_NAMES } from '../network/recovery-messages.js';
import { Recorder } from './recorder.js';

/** Copies of messages and their bytes by chain and kind. */
export class TrafficTable {
  readonly #warmup: number;
  readonly #traffic: Traffic;
  /** Names of the protocols of both chains, by topic. */
  readonly #protocolOf: string[] = [];
  /** Totals at the end of the warm-up. */
  #before = { messages: new Float64Array(0), bytes: new Float64Array(0) };

  /** @param warmup copies that leave earlier are not counted, ns @param traffic the counts of the network */
  constructor(warmup: number, traffic: Traffic) {
    this.#warmup = warmup;
    this.#traffic = traffic;
  }

  readonly reader: FactReader = {
    managementStarted: (_, { consensus }) => {
      this.#protocolOf[Topic.management] = consensus;
    },
    epochStarted: (_, { topic, consensus }) => {
      this.#protocolOf[topic] = consensus;
    },
    secondPassed: (at) => {
      if (at > this.#warmup) return;
      const { messages, bytes } = this.#traffic;
      this.#before = { messages: messages.slice(), bytes: bytes.slice() };
    },
  };

  table(): Table {
    const { messages, bytes } = this.#traffic;
    const totals = new Map<string, { chain: string; kind: string; messages: number; bytes: number }>();
    for (let topic = 0; topic * KINDS < messages.length; topic++) {
      // Topics opened during the run carry the primary under another protocol.
      const chain = TOPIC_NAMES[topic] ?? TOPIC_NAMES[Topic.primary];
      for (let number = 0; number < KINDS; number++) {
        const at = topic * KINDS + number;
        const count = messages[at] - (this.#before.messages[at] ?? 0);
        if (count === 0) continue;
        const kind = this.#messageName(topic, number);
        const total = totals.get(`${chain} ${kind}`) ?? { chain, kind, messages: 0, bytes: 0 };
        total.messages += count;
        total.bytes += bytes[at] - (this.#before.bytes[at] ?? 0);
        totals.set(`${chain} ${kind}`, total);
      }
    }
    const rows = new Recorder('traffic');
    for (const total of totals.values()) rows.add(total);
    return rows.table();
  }

  #messageName(topic: number, kind: number): string {
    if (topic === Topic.configuration) return 'block';
    if (topic === Topic.recovery) {
      return RECOVERY_NAMES[kind];
    }
    return PROTOCOLS.find((protocol) => protocol.name === this.#protocolOf[topic])?.messages[kind] ?? String(kind);
  }
}
