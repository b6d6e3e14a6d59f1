import sodium from 'libsodium-wrappers';
import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';

/** Loads the signature library; once before the first simulation. */
export async function prepareSignatures(): Promise<void> {
  await sodium.ready;
}

/** Ed25519 keys of the nodes, derived from the scenario's seed, made when first needed. */
export class Signatures {
  readonly #key: StreamKey;
  readonly #pairs = new Map<number, { publicKey: Uint8Array; privateKey: Uint8Array }>();

  constructor(key: StreamKey) {
    this.#key = key;
  }

  sign(node: number, message: Uint8Array): Uint8Array {
    return sodium.crypto_sign_detached(message, this.#pair(node).privateKey);
  }

  verify(node: number, message: Uint8Array, signature: Uint8Array): boolean {
    return (
      signature.length === sodium.crypto_sign_BYTES &&
      sodium.crypto_sign_verify_detached(signature, message, this.#pair(node).publicKey)
    );
  }

  #pair(node: number) {
    let pair = this.#pairs.get(node);
    if (!pair) {
      const source = new WordSource().within(this.#key, node);
      const seed = new Uint8Array(sodium.crypto_sign_SEEDBYTES);
      for (let i = 0; i < seed.length; i++) seed[i] = source.word() & 255;
      const { publicKey, privateKey } = sodium.crypto_sign_seed_keypair(seed);
      pair = { publicKey, privateKey };
      this.#pairs.set(node, pair);
    }
    return pair;
  }
}
