import type { Deceit } from './outgoing.js';

/** Sends no proposals. */
export const proposeNothing: Deceit = (message, { tell }) => tell(message, 'silent');
