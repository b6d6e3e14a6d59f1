import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A field of a hashed record. */
export type HashedField = number | string | Uint8Array;

/** The parent hash of the first block of every chain. */
export const NO_HASH = new Uint8Array(32);

/**
 * SHA-256 over a canonical encoding: kind, length and text of each field, so that different sequences of fields have
 * different encodings. Numbers are written as JavaScript writes them: shortest and exact.
 */
export function hashOf(fields: readonly HashedField[]): Uint8Array {
  BLANK._cloneInto(HASHER)
    .update(encodedShort(fields) ?? encoded(fields))
    .digestInto(HASH);
  return HASH.slice();
}

/** One hasher reused for every hash: creating one takes as long as hashing a block. */
const HASHER = sha256.create();
const BLANK = sha256.create();
const HASH = new Uint8Array(BLANK.outputLen);

/** Buffer for one short encoding at a time; hashing reads it at once. */
const SCRATCH = new Uint8Array(1024);

/** Nearly all that is hashed is short and ASCII, which is its own encoding. @returns undefined for anything else */
function encodedShort(fields: readonly HashedField[]): Uint8Array | undefined {
  let end = 0;
  for (const field of fields) {
    const text = typeof field === 'object' ? '' : String(field);
    const length = typeof field === 'object' ? 2 * field.length : text.length;
    // The kind, up to four digits and a colon stand before a field.
    if (end + length + 6 > SCRATCH.length) return undefined;
    end = writeText(`${kindOf(field)}${length}:`, end);
    end = typeof field === 'object' ? writeHex(field, end) : writeText(text, end);
    if (end < 0) return undefined;
  }
  return SCRATCH.subarray(0, end);
}

/** @returns where it ends, or -1 if it is not ASCII */
function writeText(text: string, start: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > LAST_ASCII) return -1;
    SCRATCH[start + i] = code;
  }
  return start + text.length;
}

function writeHex(bytes: Uint8Array, start: number): number {
  let end = start;
  for (let i = 0; i < bytes.length; i++) {
    SCRATCH[end++] = DIGITS.charCodeAt(bytes[i] >> 4);
    SCRATCH[end++] = DIGITS.charCodeAt(bytes[i] & 15);
  }
  return end;
}

function encoded(fields: readonly HashedField[]): Uint8Array {
  let text = '';
  for (const field of fields) {
    const written = typeof field === 'object' ? toHex(field) : String(field);
    text += `${kindOf(field)}${written.length}:${written}`;
  }
  return utf8ToBytes(text);
}

function kindOf(field: HashedField): string {
  if (typeof field === 'number') return 'n';
  return typeof field === 'string' ? 's' : 'b';
}

const LAST_ASCII = 127;

/** A hash in hexadecimal. Made in one piece: concatenating byte by byte takes fifteen times the memory. */
export function toHex(hash: Uint8Array): string {
  const characters = new Array<number>(2 * hash.length);
  for (let i = 0; i < hash.length; i++) {
    characters[2 * i] = HIGH_DIGITS[hash[i]];
    characters[2 * i + 1] = LOW_DIGITS[hash[i]];
  }
  return String.fromCharCode(...characters);
}

const DIGITS = '0123456789abcdef';

/** The codes of the two digits of every byte. */
const HIGH_DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => DIGITS.charCodeAt(byte >> 4));
const LOW_DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => DIGITS.charCodeAt(byte & 15));

/** The hash, read as a number of 256 bits, modulo n: `h_l mod |MN|` of Section 2.1. */
export function hashModulo(hash: Uint8Array, n: number): number {
  let rest = 0;
  for (const byte of hash) rest = (rest * 256 + byte) % n;
  return rest;
}

/** As {@link hashModulo}, for a hash in hexadecimal. */
export function hexModulo(hash: string, n: number): number {
  let rest = 0;
  for (const digit of hash) rest = (rest * 16 + Number.parseInt(digit, 16)) % n;
  return rest;
}

/** Whether two hashes have the same bytes. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
