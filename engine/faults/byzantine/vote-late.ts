import type { Lateness } from '../../model/faults.js';
import type { Deceit } from './outgoing.js';

/** Holds its votes back. */
export function voteLate(by: Lateness): Deceit {
  return (message, { tell, hold, lateness }) => {
    tell(message, 'votedLate');
    hold(message, lateness(message, by));
  };
}
