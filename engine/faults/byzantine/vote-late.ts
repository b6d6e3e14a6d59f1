import type { Lateness } from '../../model/faults.js';
import type { Deceit } from './outgoing.js';

/** Delays votes. */
export function voteLate(by: Lateness): Deceit {
  return (message, { tell, hold, lateness }) => {
    const after = lateness(message, by);
    tell(message, 'votedLate', after);
    hold(message, after);
  };
}
