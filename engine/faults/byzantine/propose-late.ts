import type { Lateness } from '../../model/faults.js';
import type { Deceit } from './outgoing.js';

/** Delays proposals; just under the timeout, this makes rounds as slow as possible (Clement et al., NSDI 2009). */
export function proposeLate(by: Lateness): Deceit {
  return (message, { tell, hold, lateness }) => {
    const after = lateness(message, by);
    tell(message, 'late', after);
    hold(message, after);
  };
}
