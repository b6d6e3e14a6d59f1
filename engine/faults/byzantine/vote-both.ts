import { type Deceit, withSubject } from './outgoing.js';

/**
 * If there are two proposals in a view, votes for each of them to the nodes that have it; a node that collects votes
 * gets both. Two honest instances with one key would send the same (Bano et al., Twins, OPODIS 2021).
 */
export const voteTwice: Deceit = (message, { divided, send, tell }) => {
  const equivocation = divided(message);
  if (equivocation?.subjects[0] !== message.subject) {
    send(message);
    return;
  }
  const other = withSubject(message, equivocation.subjects[1]);
  tell(message, 'doubleVoted');
  if (message.receiver >= 0) {
    send(message);
    send(other);
  } else {
    send(message, equivocation.halves[0]);
    send(other, equivocation.halves[1]);
  }
};
