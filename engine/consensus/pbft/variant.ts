import { type Bound, latestCertificate, type ViewChange } from './view-changes.js';

/** How a protocol that uses the messages of PBFT differs from it. */
export interface Variant {
  /** Prepares that decide at once, without commits; infinite without a fast path. */
  fastQuorum: number;
  /** How long a node waits for these prepares before it commits, as a share of the timeout of its view, 0 to 1. */
  fastTimeout: number;
  /** The content that a new view must propose, given the view changes of a quorum; undefined if any will do. */
  bound(messages: readonly ViewChange[]): Bound | undefined;
}

/** PBFT as published: no fast path. */
export const AS_PUBLISHED: Variant = {
  fastQuorum: Number.POSITIVE_INFINITY,
  fastTimeout: 0,
  bound: latestCertificate,
};
