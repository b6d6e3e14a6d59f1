import type { Deceit } from './outgoing.js';

/** It is its turn, and it sends nothing. */
export const proposeNothing: Deceit = (message, { tell }) => tell(message, 'silent');
