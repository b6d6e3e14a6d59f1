import { doubleVotersToFork } from '../../../engine/consensus/fault-model.js';
import { faultModelOf } from '../../../engine/consensus/protocols.js';
import { countOfChoice } from '../../../engine/model/node-choice.js';
import type { ChainSettings, Scenario } from '../../../engine/model/scenario.js';
import { plural, type ValueFinding } from './value-finding.js';

/** The number of Byzantine voters that a chain is designed for should not be able to fork it. */
export function quorumsShouldBeSafe({ topology, primary, management }: Scenario): ValueFinding[] {
  const voters = countOfChoice(primary.validators, topology.groups);
  const members = countOfChoice(management.nodes, topology.groups);
  return [
    ...quorumShouldBeSafe(primary, voters, 'primary', 'primary.validators'),
    ...quorumShouldBeSafe(management, members, 'management', 'management.nodes'),
  ];
}

function quorumShouldBeSafe(
  chain: ChainSettings,
  voters: number,
  block: 'primary' | 'management',
  nodes: string,
): ValueFinding[] {
  const faults = faultModelOf(chain, voters);
  const toFork = doubleVotersToFork(faults);
  if (toFork > faults.tolerated) return [];
  const safe = faultModelOf({ ...chain, quorum: 'safe' }, voters);
  return [
    {
      code: 'chain/classic-quorum',
      message: `With \`${block}.quorum: ${chain.quorum}\`, ${faults.quorum} of ${voters} votes decide, and ${plural(toFork, 'node')} that ${toFork === 1 ? 'votes' : 'vote'} twice can fork the chain, although it should tolerate f = ${faults.tolerated}. With \`safe\`, ${safe.quorum} votes decide, and a fork takes ${doubleVotersToFork(safe)}.`,
      paths: [`${block}.quorum`, nodes],
    },
  ];
}
