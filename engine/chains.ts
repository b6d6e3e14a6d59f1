import type { Consensus } from './consensus/protocol.js';
import { faultModelOf } from './consensus/protocols.js';
import type { StreamKey, StreamName } from './kernel/streams.js';
import type { Mailbox } from './mailbox.js';
import { ConfigurationChain } from './management/configuration-chain.js';
import { createManagement } from './management/create-management.js';
import { Intervals } from './management/interval.js';
import type { Management } from './management/management.js';
import { Proofs } from './management/proofs.js';
import { Signatures } from './management/signatures.js';
import { startingConfiguration } from './model/configuration.js';
import type { FactSink } from './model/facts.js';
import type { Scenario } from './model/scenario.js';
import { chooseNodes } from './network/nodes.js';
import type { RecoverySubject } from './network/recovery-messages.js';
import type { System } from './network/system.js';
import { ChainVerifier } from './primary/chain-verifier.js';
import { createPrimary } from './primary/create-primary.js';
import type { Primary } from './primary/primary.js';
import type { TransactionPool } from './primary/transaction-pool.js';
import type { RunNetwork } from './run-network.js';
import type { Twins } from './twins/twins.js';

/** The parts from which the chains of a run are built. */
export interface ChainSurroundings extends Pick<RunNetwork, 'network' | 'faults'> {
  twins: Twins;
  /** Absent if the primary is saturated. */
  pool: TransactionPool | undefined;
  record: FactSink;
  /** Passes messages between the two halves of every node. */
  mailbox: Mailbox;
}

/** The two chains of a run. */
export interface Chains {
  primary: Primary;
  management: Management;
  configurations: ConfigurationChain;
  /** Handlers of recovery messages, by their subject. */
  recovery: Record<RecoverySubject, Pick<Consensus, 'receive' | 'wake'>>;
  /** Verifies the chains as they grow. */
  verifier: ChainVerifier;
}

/** Sets up both chains, which reach each other through the mailbox alone. */
export function createChains(
  scenario: Scenario,
  { managers, places }: System,
  stream: (name: StreamName) => StreamKey,
  { network, faults, twins, pool, record, mailbox }: ChainSurroundings,
): Chains {
  const { topology, management: rules } = scenario;
  const shared = { network, record, attendance: faults?.liveness };
  const { quorum } = faultModelOf(rules, managers.length);
  const proofs = new Proofs(managers, quorum, new Signatures(stream('signatures')));
  const configurations = new ConfigurationChain(startingConfiguration(scenario.primary), proofs);
  const primary = createPrimary(
    scenario,
    places.length,
    {
      ...shared,
      configurations,
      management: { adopt: (node, height) => mailbox.post({ to: 'management', node, height }) },
      pool,
      conduct: faults?.lies?.primary,
    },
    (choice) => chooseNodes(choice, topology, stream('validators')),
  );
  const management = createManagement(rules, managers, places.length, {
    ...shared,
    chain: configurations,
    twins,
    conduct: faults?.lies?.management,
    intervals: new Intervals(rules.interval, stream('cbi')),
    proofs,
    primary: {
      obtain: (node, block) => mailbox.post({ to: 'primary', node, block }),
      has: (node, height) => primary.observers.has(node, height),
      copy: (node, height) => primary.observers.copy(node, height),
      round: (node) => primary.round(node),
    },
  });
  return {
    primary,
    management,
    configurations,
    recovery: { primary: primary.recovery, management: management.recovery, configuration: primary.observers },
    verifier: new ChainVerifier(network, primary, configurations, record),
  };
}
