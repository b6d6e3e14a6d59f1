import { type Bound, latestCertificate, type ViewChange } from './view-changes.js';

/** What a protocol with the messages of PBFT does in another way. */
export interface Variant {
  /** Prepares that decide at once, without commits; infinite where there is no such thing. */
  fastQuorum: number;
  /** How long a node waits for them before it commits, as a share of the timeout of its view. */
  fastTimeout: number;
  /** What a new view must propose, by the quorum of view changes that it rests on. */
  bound(messages: readonly ViewChange[]): Bound | undefined;
}

/** PBFT itself. */
export const AS_PUBLISHED: Variant = {
  fastQuorum: Number.POSITIVE_INFINITY,
  fastTimeout: 0,
  bound: latestCertificate,
};
