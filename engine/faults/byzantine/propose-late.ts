import type { Lateness } from '../../model/faults.js';
import type { Deceit } from './outgoing.js';

/** Holds its proposal back; just under the timeout, that makes a round as slow as it can be (Clement et al., NSDI 2009). */
export function proposeLate(by: Lateness): Deceit {
  return (message, { tell, hold, lateness }) => {
    const after = lateness(message, by);
    tell(message, 'late', after);
    hold(message, after);
  };
}
