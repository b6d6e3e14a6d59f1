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
  /** Handles of the vote sets that the node has prevoted and precommitted in its round; -1 without. */
  prevote: number;
  precommit: number;
  /** Proves that the round has begun; absent in the first one. */
  certificate: RoundCertificate | undefined;
}

/** The retransmissions of all nodes. Few are under way at any time, so a plain map is enough. */
export class Retransmissions {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #kind: number;
  readonly #state: NodeStates;
  readonly #voteSets: VoteSets;
  readonly #certificates: RoundCertificates;
  readonly #messages = new Map<number, Retransmission>();
  /** How many each node has sent: the number identifies its next one. */
  readonly #sent: Int32Array;
  #numbers = 0;

  /** @param kind of their messages */
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

  /** Node sends its votes to everyone once more, with the certificate of its round. */
  repeat(node: number): void {
    const { height, round, prevoted, precommitted } = this.#state;
    const certificate = this.#certificates.of(node, height[node], round[node]);
    const handle = (voteSet: number) => (voteSet < 0 ? -1 : this.#voteSets.handle(voteSet));
    const votes = { prevote: handle(prevoted[node]), precommit: handle(precommitted[node]) };
    const number = this.#add({ sender: node, height: height[node], round: round[node], ...votes, certificate });
    const size = (2 + (certificate?.senders.length ?? 0)) * this.#rules.voteSize;
    this.#network.broadcast(this.#rules.topic, this.#kind, node, number, size, height[node], this.#sent[node]++);
  }

  /** Node, which rests before its round, sends the certificate of that round to a node that waits in an earlier one. */
  answer(node: number, receiver: number): void {
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    const certificate = this.#certificates.of(node, height, round);
    if (!certificate) return;
    const number = this.#add({ sender: node, height, round, prevote: -1, precommit: -1, certificate });
    const size = certificate.senders.length * this.#rules.voteSize;
    this.#network.send(this.#rules.topic, this.#kind, node, receiver, number, size, height, this.#sent[node]++);
  }

  /** The retransmission with a number; undefined if sender has not sent it. */
  message(number: number, sender: number): Retransmission | undefined {
    const message = this.#messages.get(number);
    return message?.sender === sender ? message : undefined;
  }

  /** Forgets the retransmissions of earlier heights. */
  forget(height: number): void {
    for (const [number, message] of this.#messages) if (message.height < height) this.#messages.delete(number);
  }

  #add(message: Retransmission): number {
    this.#messages.set(this.#numbers, message);
    return this.#numbers++;
  }
}
