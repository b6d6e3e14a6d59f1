import { type Deceit, type Outgoing, withSubject } from './outgoing.js';

/** Sends one proposal to one half of the nodes, and another one to the others. */
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

/** Where votes go to the proposer alone, it has one of its own for either proposal. */
function voteForOneself(proposal: Outgoing, { role, send }: Parameters<Deceit>[1]): void {
  const { topic, kind, sender } = proposal;
  if (role(topic, kind + 1) !== 'vote' || role(topic, kind + 2) !== 'certificate') return;
  send({ ...proposal, kind: kind + 1, receiver: sender, size: 0 });
}

/**
 * A proof of a quorum goes to the half that voted for it. The proposer's own protocol works on the first proposal;
 * what it would say of the second one is said by {@link certifySecond}.
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

/** A quorum has voted for the second proposal: the proposer shows its half so, and votes in the next phase. @param vote one of theirs */
export const certifySecond: Deceit = (vote, means) => {
  const equivocation = means.divided(vote);
  if (!equivocation) return;
  const certificate = { ...vote, kind: vote.kind + 1, receiver: -1 };
  means.send(certificate, equivocation.halves[1]);
  voteForOneself(certificate, means);
};
