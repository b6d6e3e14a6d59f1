import type { Role } from '../../consensus/protocols.js';
import type { ByzantineBehaviour, ByzantineProposal, ByzantineVote } from '../../model/faults.js';
import type { Deceit } from './outgoing.js';
import { certifyFirst, proposeTwice } from './propose-equivocate.js';
import { proposeLate } from './propose-late.js';
import { proposeNothing } from './propose-silent.js';
import { voteTwice } from './vote-both.js';
import { voteLate } from './vote-late.js';
import { voteNever } from './vote-never.js';

/** How a behaviour changes messages of a role; undefined if they are sent unchanged. */
export function deceitOf({ propose, vote }: ByzantineBehaviour, role: Role | undefined): Deceit | undefined {
  switch (role) {
    case 'proposal':
      return propose && ofProposals(propose);
    case 'vote':
      return vote && ofVotes(vote);
    case 'certificate':
      return propose?.kind === 'equivocate' ? certifyFirst : undefined;
    case undefined:
      return undefined;
  }
}

/** A proposal may be bad, but is sent unchanged. */
function ofProposals(propose: ByzantineProposal): Deceit | undefined {
  switch (propose.kind) {
    case 'silent':
      return proposeNothing;
    case 'late':
      return proposeLate(propose.by);
    case 'equivocate':
      return proposeTwice;
    case 'invalid':
    case 'harmful':
      return undefined;
  }
}

/**
 * How votes change. A node that votes against proposals does so in its protocol, so its messages are sent unchanged.
 */
function ofVotes(vote: ByzantineVote): Deceit | undefined {
  switch (vote.kind) {
    case 'never':
      return voteNever;
    case 'late':
      return voteLate(vote.by);
    case 'both':
      return voteTwice;
    case 'against':
      return undefined;
  }
}
