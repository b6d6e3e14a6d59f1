import { routeOf, rulesOf } from '../consensus/chain-rules.js';
import { measuredNodes } from '../consensus/fault-model.js';
import type { CatchUp, ChainRules } from '../consensus/protocol.js';
import { protocolNamed } from '../consensus/protocols.js';
import { Recovery } from '../consensus/recovery.js';
import type { NodeChoice } from '../model/node-choice.js';
import type { Scenario } from '../model/scenario.js';
import { Topic } from '../network/message.js';
import { EpochParameterSets } from './epoch-parameters.js';
import { type ConsensusInstance, type Epoch, Epochs } from './epochs.js';
import { Primary, type PrimaryParts } from './primary.js';

/**
 * Sets up the primary of a scenario, with the protocol of its first epoch.
 *
 * @param choose draws the nodes of a choice, ascending; the same ones in every call
 * @param start height that nodes decide first
 */
export function createPrimary(
  { primary: chain, management }: Pick<Scenario, 'primary' | 'management'>,
  nodes: number,
  parts: PrimaryParts,
  choose: (choice: NodeChoice) => number[],
  start = 1,
): Primary {
  const { network, configurations, record, attendance, conduct } = parts;
  const { proposer, refusal, timeoutGrowth, transactionSize, headerSize, voteSize } = chain;
  const parameterSets = new EpochParameterSets(choose, chain.quorum);
  const everyone = Int32Array.from({ length: nodes }, (_, node) => node);

  /** The first epoch uses the topic that exists from the start. */
  function instance(primary: Primary, epoch: Epoch, catchUp: CatchUp): ConsensusInstance {
    const { firstHeight } = epoch;
    const { consensus, dissemination, validators, faults } = epoch.parameters;
    const topic =
      firstHeight === start
        ? Topic.primary
        : network.open(routeOf({ ...chain, dissemination }, everyone), Topic.primary);
    const voters = { validators, quorum: faults.quorum, fastest: measuredNodes(validators.length) };
    record(network.now, { kind: 'epochStarted', firstHeight, topic, consensus, dissemination, ...voters });
    const rules: ChainRules = {
      ...rulesOf(topic, chain, faults),
      firstHeight,
      validators: Int32Array.from(validators),
      timeout: (node, view) => primary.timeout(node, view),
      rejectionEndsRound: refusal === 'viewChange',
      overlap: primary,
    };
    return {
      topic,
      consensus: protocolNamed(consensus).create(network, rules, conduct?.of(primary) ?? primary, nodes, catchUp),
    };
  }

  const rules = {
    parameterSets,
    firstHeight: start,
    proposer,
    refusal,
    timeoutGrowth,
    transactionSize,
    observerSizes: {
      block: management.headerSize + management.configurationBlockSize,
      request: management.voteSize,
    },
  };
  const first = parameterSets.of(configurations.block(0).configuration);
  return new Primary(parts, rules, nodes, (primary) => {
    const recovery: Recovery<Epochs> = new Recovery(
      network,
      { chain: 'primary', faults: (height) => recovery.consensus.at(height).parameters.faults, headerSize, voteSize },
      primary,
      (catchUp) => new Epochs(first, nodes, (epoch) => instance(primary, epoch, catchUp), catchUp, start, attendance),
    );
    return recovery;
  });
}
