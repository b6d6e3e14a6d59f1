import * as l10n from '@vscode/l10n';
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
  return l10n.t(
    '{0} of {1} votes; tolerates {2} crashed, {3} Byzantine',
    quorum,
    nodes,
    crashesTolerated(faults),
    byzantineTolerated(faults),
  );
}

/** The same, short enough for a hint: VS Code cuts off hints at 43 characters. */
export function quorumHint(faults: FaultModel): string {
  return l10n.t('{0} of {1} votes · f = {2}', faults.quorum, faults.nodes, byzantineTolerated(faults));
}

const RULES: readonly QuorumRule[] = ['safe', 'classic'];

/** The effect of each quorum rule on a chain with this many voters, as a list. */
export function quorumRulesText(chain: ChainSettings, voters: number): string {
  return RULES.map((quorum) => {
    const faults = faultModelOf({ ...chain, quorum }, voters);
    const name = quorum === chain.quorum ? l10n.t('`{0}` (in force)', quorum) : `\`${quorum}\``;
    const votes = quorumText(faults);
    return `- ${l10n.t('{0}: {1}; {2} that vote twice can fork the chain', name, votes, doubleVotersToFork(faults))}`;
  }).join('\n');
}
