import {
  byzantineTolerated,
  crashesTolerated,
  doubleVotersToFork,
  type FaultModel,
} from '../../engine/consensus/fault-model.js';
import { faultModelOf } from '../../engine/consensus/protocols.js';
import type { ChainSettings, QuorumRule } from '../../engine/model/scenario.js';

/** How many votes decide, and how many faults that tolerates: `22 of 32 votes; tolerates 10 crashed, 10 Byzantine`. */
export function quorumText(faults: FaultModel): string {
  const { quorum, nodes } = faults;
  return `${quorum} of ${nodes} votes; tolerates ${crashesTolerated(faults)} crashed, ${byzantineTolerated(faults)} Byzantine`;
}

/** The same, short enough for a hint: VS Code cuts off hints at 43 characters. */
export function quorumHint(faults: FaultModel): string {
  return `${faults.quorum} of ${faults.nodes} votes · f = ${byzantineTolerated(faults)}`;
}

const RULES: readonly QuorumRule[] = ['safe', 'classic'];

/** The effect of each quorum rule on a chain with this many voters, as a list. */
export function quorumRulesText(chain: ChainSettings, voters: number): string {
  return RULES.map((quorum) => {
    const faults = faultModelOf({ ...chain, quorum }, voters);
    const inForce = quorum === chain.quorum ? ' (in force)' : '';
    return `- \`${quorum}\`${inForce}: ${quorumText(faults)}; ${doubleVotersToFork(faults)} that vote twice can fork the chain`;
  }).join('\n');
}
