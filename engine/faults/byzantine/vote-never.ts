import type { Deceit } from './outgoing.js';

export const voteNever: Deceit = (message, { tell }) => tell(message, 'abstained');
