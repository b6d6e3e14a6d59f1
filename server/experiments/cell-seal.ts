import { sha256 } from '../runs/canonical-json.js';

/** Key of the seal in the file's key-value metadata, the last of them. */
export const SEAL_KEY = 'twinchain.seal';
/** Placeholder for the seal while the rest is hashed: as long as SHA-256 in hexadecimal. */
export const BLANK_SEAL = '0'.repeat(64);
/** Between a key and its value: Thrift's kind of field and the length. */
const BETWEEN = 2;

/**
 * Replaces the blank seal in the bytes of a Parquet file by the SHA-256 of its name and all of them. The file stays an
 * ordinary one for every reader, and can be verified by itself.
 */
export function seal(bytes: Buffer, name: string): Buffer {
  const place = placeOf(bytes);
  if (place === undefined || textAt(bytes, place) !== BLANK_SEAL) throw new Error('the file has no place for a seal');
  bytes.write(sealOf(bytes, name), place, 'latin1');
  return bytes;
}

/** Whether every byte is as it was when the file was sealed. */
export function isSealed(bytes: Buffer, name: string): boolean {
  const place = placeOf(bytes);
  if (place === undefined) return false;
  const found = textAt(bytes, place);
  const blank = Buffer.from(bytes);
  blank.write(BLANK_SEAL, place, 'latin1');
  return sealOf(blank, name) === found;
}

function sealOf(blank: Buffer, name: string): string {
  return sha256(`${name} ${sha256(blank)}`);
}

function placeOf(bytes: Buffer): number | undefined {
  const key = bytes.lastIndexOf(SEAL_KEY, undefined, 'latin1');
  const place = key + SEAL_KEY.length + BETWEEN;
  return key < 0 || place + BLANK_SEAL.length > bytes.length ? undefined : place;
}

function textAt(bytes: Buffer, place: number): string {
  return bytes.toString('latin1', place, place + BLANK_SEAL.length);
}
