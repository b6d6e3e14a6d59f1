import type { Network } from '../../network/message.js';
import type { ChainRules } from '../protocol.js';
import type { VoteSets } from '../vote-sets.js';
import type { NodeStates } from './node-states.js';
import type { RoundCertificate, RoundCertificates } from './round-certificates.js';

/** The votes that a node retransmits after a whole timeout without progress. */
export interface Retransmission {
  sender: number;
  height: number;
  round: number;
  /** VoteSets that the node has prevoted and precommitted in its round, as handles; -1 without. */
  prevote: number;
  precommit: number;
  /** What proves that the round has begun; absent in the first one. */
  certificate: RoundCertificate | undefined;
}

/** What nodes repeat, and to whom. Retransmissions under way are rare: a plain map serves. */
export class Retransmissions {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #kind: number;
  readonly #state: NodeStates;
  readonly #voteSets: VoteSets;
  readonly #certificates: RoundCertificates;
  readonly #messages = new Map<number, Retransmission>();
  /** How many each node has sent: the name of its next one. */
  readonly #sent: Int32Array;
  #numbers = 0;

  /** @param kind of message by which they travel */
  constructor(
    network: Network,
    rules: ChainRules,
    kind: number,
    { state, voteSets, certificates }: { state: NodeStates; voteSets: VoteSets; certificates: RoundCertificates },
  ) {
    this.#network = network;
    this.#rules = rules;
    this.#kind = kind;
    this.#state = state;
    this.#voteSets = voteSets;
    this.#certificates = certificates;
    this.#sent = new Int32Array(state.height.length);
  }

  /** Node tells everyone its votes, and what proves that its round has begun. */
  repeat(node: number): void {
    const { height, round, prevoted, precommitted } = this.#state;
    const certificate = this.#certificates.of(node, height[node], round[node]);
    const handle = (voteSet: number) => (voteSet < 0 ? -1 : this.#voteSets.handle(voteSet));
    const votes = { prevote: handle(prevoted[node]), precommit: handle(precommitted[node]) };
    const number = this.#add({ sender: node, height: height[node], round: round[node], ...votes, certificate });
    const size = (2 + (certificate?.senders.length ?? 0)) * this.#rules.voteSize;
    this.#network.broadcast(this.#rules.topic, this.#kind, node, number, size, height[node], this.#sent[node]++);
  }

  /** Node, which rests before its round, tells one that waits in an earlier one what proves that it has begun. */
  answer(node: number, receiver: number): void {
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    const certificate = this.#certificates.of(node, height, round);
    if (!certificate) return;
    const number = this.#add({ sender: node, height, round, prevote: -1, precommit: -1, certificate });
    const size = certificate.senders.length * this.#rules.voteSize;
    this.#network.send(this.#rules.topic, this.#kind, node, receiver, number, size, height, this.#sent[node]++);
  }

  /** What sender repeats by a message of this number; undefined where it has sent no such message. */
  message(number: number, sender: number): Retransmission | undefined {
    const message = this.#messages.get(number);
    return message?.sender === sender ? message : undefined;
  }

  /** Forgets what was said about heights below this. */
  forget(height: number): void {
    for (const [number, message] of this.#messages) if (message.height < height) this.#messages.delete(number);
  }

  #add(message: Retransmission): number {
    this.#messages.set(this.#numbers, message);
    return this.#numbers++;
  }
}
