import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * JSON as RFC 8785 writes it: the keys of every object in ascending order and no white space, so that equal values have
 * equal text. Undefined properties are omitted.
 *
 * @throws RangeError for a number that JSON cannot hold
 */
export function canonicalJson(value: object): string {
  try {
    // An object always has a text.
    return canonicalize(value) as string;
  } catch (error) {
    throw new RangeError(`JSON cannot represent this number (${error instanceof Error ? error.message : error})`);
  }
}

/** SHA-256 of text (as UTF-8) or bytes, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
