import { type ConfigurationBlock, isProven, makeProof, type Proof, type Signer } from './configuration-block.js';

/**
 * Makes and checks the proofs of configuration blocks for all nodes. A check gives every node the same result, so each
 * distinct proof is checked once.
 */
export class Proofs {
  readonly #members: readonly number[];
  readonly #quorum: number;
  readonly #signatures: Signer;
  /** The checked proof of a block, and whether it is valid. */
  readonly #checked = new WeakMap<ConfigurationBlock, { proof: Proof; holds: boolean }>();

  /** @param members of the management chain @param quorum votes that decide there */
  constructor(members: readonly number[], quorum: number, signatures: Signer) {
    this.#members = members;
    this.#quorum = quorum;
    this.#signatures = signatures;
  }

  /** The signed votes of a quorum of these voters. */
  make(block: ConfigurationBlock, voters: readonly number[]): Proof {
    return makeProof(block, voters.slice(0, this.#quorum), this.#signatures);
  }

  /** Whether the block's proof holds: a quorum of members has signed its content. */
  hold(block: ConfigurationBlock): boolean {
    const { proof } = block;
    if (!proof) return false;
    const checked = this.#checked.get(block);
    if (checked?.proof === proof) return checked.holds;
    const holds = isProven(block, this.#members, this.#quorum, this.#signatures);
    this.#checked.set(block, { proof, holds });
    return holds;
  }
}
