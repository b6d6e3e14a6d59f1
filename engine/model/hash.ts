import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A field of a hashed record. */
export type Field = number | string | Uint8Array;

/** The hash that stands before the first block of every chain. */
export const NO_HASH = new Uint8Array(32);

/**
 * SHA-256 over a canonical encoding: each field by its kind, its length and its text, so that no two different
 * sequences of fields have one encoding. Numbers are written as JavaScript writes them: shortest and exact.
 */
export function hashOf(fields: readonly Field[]): Uint8Array {
  const text = fields
    .map((field) => {
      if (typeof field === 'number') return `n${String(field).length}:${field}`;
      const written = typeof field === 'string' ? field : bytesToHex(field);
      return `${typeof field === 'string' ? 's' : 'b'}${written.length}:${written}`;
    })
    .join('');
  return sha256(utf8ToBytes(text));
}

export function toHex(hash: Uint8Array): string {
  return bytesToHex(hash);
}

/** The hash, read as a number of 256 bits, modulo n: `h_l mod |MN|` of Section 2.1. */
export function hashModulo(hash: Uint8Array, n: number): number {
  let rest = 0;
  for (const byte of hash) rest = (rest * 256 + byte) % n;
  return rest;
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
