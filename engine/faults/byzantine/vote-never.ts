import type { Deceit } from './outgoing.js';

/** Sends no votes. */
export const voteNever: Deceit = (message, { tell }) => tell(message, 'abstained');
