import seedrandom from 'seedrandom';

/** Sixty-four bits that identify a named stream of one replication. */
export interface StreamKey {
  k0: number;
  k1: number;
}

/** The subjects of streams: changing one part of a scenario does not affect the draws of the others. */
export type StreamName =
  | 'places'
  | 'overlay'
  | 'latency'
  | 'bandwidth'
  | 'jitter'
  | 'loss'
  | 'order'
  | 'validators'
  | 'managers'
  | 'signatures'
  | 'cbi'
  | 'arrivals'
  | 'sizes'
  /** For runs that begin from a condition; {@link subKey} distinguishes them. */
  | 'conditions'
  /** For the choices of learning twins; {@link subKey} distinguishes twins and heights. */
  | 'learning'
  /** For the nodes and messages that faults affect; {@link subKey} distinguishes faults. */
  | 'faults';

/** The key of a named stream. Seed and replication are whole numbers. */
export function streamKey(seed: number, replication: number, name: StreamName): StreamKey {
  const generator = seedrandom(`${seed}/${replication}/${name}`);
  return { k0: generator.int32(), k1: generator.int32() };
}

/** The key of a part of a stream that is a stream of its own. @param run whole number @param part whole number */
export function subKey({ k0, k1 }: StreamKey, run: number, part: number): StreamKey {
  const first = mix(mix(run ^ k0) + part);
  return { k0: first, k1: mix(mix(part ^ k1) + mix(run ^ first)) };
}

/** A bijection of 32-bit words in which every input bit moves every output bit (Wellons, lowbias32). */
export function mix(word: number): number {
  let h = word ^ (word >>> 16);
  h = Math.imul(h, 0x21f0aaad);
  h ^= h >>> 15;
  h = Math.imul(h, 0x735a2d97);
  return h ^ (h >>> 15);
}
