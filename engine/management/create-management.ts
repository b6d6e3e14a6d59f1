import { rulesOf } from '../consensus/chain-rules.js';
import { faultModelOf, protocolNamed } from '../consensus/protocols.js';
import { Recovery } from '../consensus/recovery.js';
import { toNanoseconds } from '../kernel/time.js';
import type { ManagementChain } from '../model/scenario.js';
import { Topic } from '../network/message.js';
import { Management, type ManagementParts } from './management.js';

/**
 * Sets up the management chain of a scenario, with the protocol by which its members agree.
 *
 * @param members ascending @param nodes of the whole system
 */
export function createManagement(
  chain: ManagementChain,
  members: readonly number[],
  nodes: number,
  parts: ManagementParts,
): Management {
  const { network } = parts;
  const { consensus, configurationBlockSize, proposer, activation, headerSize, voteSize } = chain;
  const timeout = toNanoseconds(chain.cycleTimeout);
  const faults = faultModelOf(chain, members.length);
  const rules = {
    ...rulesOf(Topic.management, chain, faults),
    firstHeight: 1,
    validators: Int32Array.from(members),
    timeout: () => timeout,
    rejectionEndsRound: true,
  };
  return new Management(
    parts,
    { members, quorum: faults.quorum, consensus, configurationBlockSize, proposer, activation },
    (management) =>
      new Recovery(
        network,
        { chain: 'management', faults: () => faults, headerSize, voteSize },
        management,
        (catchUp) =>
          protocolNamed(consensus).create(network, rules, parts.conduct?.of(management) ?? management, nodes, catchUp),
      ),
  );
}
