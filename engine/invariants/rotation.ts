import { hexModulo } from '../kernel/hash.js';
import type { FactReader } from '../model/fact-readers.js';
import type { ConfigurationProposed } from '../model/facts.js';
import type { ManagementChain } from '../model/scenario.js';
import type { NameOf, Violated } from './violated.js';

/**
 * Every agreed configuration block was proposed by the member whose turn it was: `(h_l + FC) mod |MN|` of Section 2.1. If
 * members take turns, the height replaces the latest hash.
 *
 * @param members ascending
 */
export function watchRotation(
  members: readonly number[],
  proposer: ManagementChain['proposer'],
  nameOf: NameOf,
  violated: Violated,
): FactReader {
  const open = new Map<number, { at: number; fact: ConfigurationProposed }>();
  let latest = '';
  return {
    managementStarted: (_, { hash }) => {
      latest = hash;
    },
    configurationProposed: (at, fact) => {
      open.set(fact.proposal, { at, fact });
    },
    configurationAgreed: (at, { proposal, height, hash, proposer: actual }) => {
      const proposed = open.get(proposal);
      for (const [other, { fact }] of open) if (fact.height <= height) open.delete(other);
      const first = proposer === 'turns' ? height - 1 : hexModulo(latest, members.length);
      latest = hash;
      if (!proposed) return;
      const { cycle } = proposed.fact;
      const expected = members[(first + cycle - 1) % members.length];
      if (actual === expected) return;
      violated(at, {
        chain: 'management',
        message: `configuration block ${height} is by ${nameOf(actual)}, but in cycle ${cycle} it was the turn of ${nameOf(expected)}`,
        nodes: [actual],
        heights: [height],
        because: [
          { at: proposed.at, text: `${nameOf(actual)} proposed configuration block ${height} in cycle ${cycle}` },
          { at, text: 'a quorum committed it' },
        ],
      });
    },
  };
}
