import { type Deceit, type Outgoing, withSubject } from './outgoing.js';

/** Equivocates: sends one proposal to one half of the nodes, and another to the other half. */
export const proposeTwice: Deceit = (message, means) => {
  const equivocation = means.divide(message);
  if (!equivocation) {
    means.send(message);
    return;
  }
  const [first, second] = equivocation.halves;
  const other = withSubject(message, equivocation.subjects[1]);
  means.tell(message, 'equivocated');
  means.send(message, first);
  means.send(other, second);
  voteForOneself(other, means);
};

/** The proposer votes for both proposals, if votes go to it alone. */
function voteForOneself(proposal: Outgoing, { role, send }: Parameters<Deceit>[1]): void {
  const { topic, kind, sender } = proposal;
  if (role(topic, kind + 1) !== 'vote' || role(topic, kind + 2) !== 'certificate') return;
  send({ ...proposal, kind: kind + 1, receiver: sender, size: 0 });
}

/**
 * Sends the certificate of the first proposal only to the half that voted for it. The proposer's own protocol works on the
 * first proposal; {@link certifySecond} sends what it would send about the second.
 */
export const certifyFirst: Deceit = (message, means) => {
  const { divided, send } = means;
  const equivocation = divided(message);
  if (equivocation?.culprit !== message.sender) {
    send(message);
  } else if (message.subject === equivocation.subjects[0]) {
    send(message, equivocation.halves[0]);
    voteForOneself(message, means);
  }
};

/** Sends the certificate of the second proposal to its half, and votes in the next phase. @param vote of a node of that half */
export const certifySecond: Deceit = (vote, means) => {
  const equivocation = means.divided(vote);
  if (!equivocation) return;
  const certificate = { ...vote, kind: vote.kind + 1, receiver: -1 };
  means.send(certificate, equivocation.halves[1]);
  voteForOneself(certificate, means);
};
