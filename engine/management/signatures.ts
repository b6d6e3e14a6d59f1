import sodium from 'libsodium-wrappers';
import { sameHash, toHex } from '../kernel/hash.js';
import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';
import type { Signer } from './configuration-block.js';

/** Signed messages in the cache: those of the current agreements, and some more. */
const REMEMBERED = 16;

/** Loads the signature library; once before the first simulation. */
export async function prepareSignatures(): Promise<void> {
  await sodium.ready;
}

/**
 * The Ed25519 keys of the nodes, derived from the scenario's seed and made on first use. A node signs a message once.
 * Cached signatures are compared by bytes, since Ed25519 is deterministic (RFC 8032); all others are verified.
 */
export class Signatures implements Signer {
  readonly #key: StreamKey;
  /** Signatures of the latest messages, by message and node. */
  readonly #signed = new Map<string, Map<number, Uint8Array>>();
  readonly #pairs = new Map<number, { publicKey: Uint8Array; privateKey: Uint8Array }>();

  constructor(key: StreamKey) {
    this.#key = key;
  }

  sign(node: number, message: Uint8Array): Uint8Array {
    const signed = this.#signaturesOf(message);
    let signature = signed.get(node);
    if (!signature) {
      signature = sodium.crypto_sign_detached(message, this.#pair(node).privateKey);
      signed.set(node, signature);
    }
    return signature;
  }

  verify(node: number, message: Uint8Array, signature: Uint8Array): boolean {
    if (signature.length !== sodium.crypto_sign_BYTES) return false;
    const own = this.#signed.get(toHex(message))?.get(node);
    if (own && sameHash(own, signature)) return true;
    return sodium.crypto_sign_verify_detached(signature, message, this.#pair(node).publicKey);
  }

  #signaturesOf(message: Uint8Array): Map<number, Uint8Array> {
    const name = toHex(message);
    let signed = this.#signed.get(name);
    if (!signed) {
      signed = new Map();
      this.#signed.set(name, signed);
      const [oldest] = this.#signed.keys();
      if (this.#signed.size > REMEMBERED) this.#signed.delete(oldest);
    }
    return signed;
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
