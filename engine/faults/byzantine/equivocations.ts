import type { Chain } from '../../model/faults.js';

/** Number of heights for which proposals are remembered. */
const KEPT = 16;

/** Two proposals of one node in one view, each for one half of the nodes. */
export interface Equivocation {
  readonly topic: number;
  readonly chain: Chain;
  readonly culprit: number;
  readonly height: number;
  readonly view: number;
  readonly subjects: readonly [first: number, second: number];
  /** 1 for the nodes of each half. Byzantine nodes are in the first one. */
  readonly halves: readonly [first: Uint8Array, second: Uint8Array];
  /** Which of the two a node has heard of, as bits, by sender and kind of message. */
  readonly heard: Map<string, number>;
  /** The equivocations of which there is evidence. */
  readonly evidence: Set<string>;
  /** Nodes that have voted for the second proposal, by the kind of the vote, as far as its proposer knows. */
  readonly votes: Map<number, Set<number>>;
}

/** The latest equivocations of a run. */
export class Equivocations {
  /** By topic, and by each of the two subjects: every message is looked up here. */
  readonly #bySubject = new Map<number, Map<number, Equivocation>>();
  readonly #byView = new Map<string, Equivocation>();

  add(equivocation: Equivocation): void {
    const { topic, chain, height, view, subjects } = equivocation;
    // Heights of the two chains are unrelated.
    const isOld = (other: Equivocation) => other.chain === chain && other.height < height - KEPT;
    for (const [name, other] of this.#byView) if (isOld(other)) this.#byView.delete(name);
    this.#byView.set(`${topic}/${height}/${view}`, equivocation);
    for (const ofTopic of this.#bySubject.values())
      for (const [subject, other] of ofTopic) if (isOld(other)) ofTopic.delete(subject);
    const ofTopic = this.#bySubject.get(topic) ?? new Map<number, Equivocation>();
    this.#bySubject.set(topic, ofTopic);
    for (const subject of subjects) ofTopic.set(subject, equivocation);
  }

  /** The equivocation in a view of a height. */
  in(topic: number, height: number, view: number): Equivocation | undefined {
    return this.#byView.size === 0 ? undefined : this.#byView.get(`${topic}/${height}/${view}`);
  }

  /** The equivocation that a message is about. */
  about(topic: number, subject: number): Equivocation | undefined {
    return this.#bySubject.get(topic)?.get(subject);
  }
}

/**
 * Divides nodes into two halves, voters and others alike: every other honest one is in the second half, and all that are
 * Byzantine in the first.
 *
 * @param participants ascending
 */
export function halvesOf(
  participants: Iterable<number>,
  nodes: number,
  isVoter: (node: number) => boolean,
  isHonest: (node: number) => boolean,
): [Uint8Array, Uint8Array] {
  const halves: [Uint8Array, Uint8Array] = [new Uint8Array(nodes), new Uint8Array(nodes)];
  const counts = { voters: 0, others: 0 };
  for (const node of participants) {
    const half = isHonest(node) ? counts[isVoter(node) ? 'voters' : 'others']++ % 2 : 0;
    halves[half][node] = 1;
  }
  return halves;
}
