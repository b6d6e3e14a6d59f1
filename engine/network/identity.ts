import { mix } from '../kernel/streams.js';

/**
 * Two words that name a message, independent of earlier messages: the randomness of its copies is a hash of them.
 * Writes them to `words[0]` and `words[1]`.
 */
export function identify(
  words: Int32Array,
  topic: number,
  kind: number,
  sender: number,
  receiver: number,
  a: number,
  b: number,
): void {
  const where = (topic << 4) | kind;
  const first = mix(mix(a ^ Math.imul(where + 1, 0x85ebca6b)) + sender);
  words[0] = mix(first ^ mix(b + Math.imul(receiver + 1, 0xc2b2ae35)));
  words[1] = mix(mix(words[0] + Math.imul(a, 0x27d4eb2f)) ^ (sender * 65537 + where + Math.imul(b, 0x165667b1)));
}
