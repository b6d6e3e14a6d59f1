import { sameHash } from '../../kernel/hash.js';
import { toNanoseconds } from '../../kernel/time.js';
import type { ConfigurationBlock } from '../../management/configuration-block.js';
import { configurationBlock } from '../../management/configuration-block.js';
import type { ConfigurationChain } from '../../management/configuration-chain.js';
import type { Management } from '../../management/management.js';
import type { Candidate } from '../../model/facts.js';
import type { FaultFact } from '../../model/fault-facts.js';
import type { FaultAtom } from '../../model/faults.js';
import type { Scenario } from '../../model/scenario.js';
import type { Network, Route } from '../../network/message.js';
import type { Primary } from '../../primary/primary.js';
import { hashOfBlock, type TransactionBlock } from '../../primary/transaction-blocks.js';
import { Behaviours } from './behaviours.js';
import { Conduct } from './conduct.js';
import { LyingNetwork, type ManagementMembers } from './lying-network.js';
import { inflationOf } from './observe-inflated.js';
import { harmfulConfiguration, smallestBlock } from './propose-harmful.js';
import { invalidBlock, invalidConfigurationBlock } from './propose-invalid.js';
import { reportedOnce } from './reported-once.js';

/** The run with Byzantine nodes; its parts exist once it has begun. */
export interface ByzantineRun {
  now(): number;
  primary(): Primary;
  management(): Management;
  configurations(): ConfigurationChain;
  tell(fact: FaultFact): void;
}

/** The misbehaviour of the Byzantine nodes of a run. */
export class Lies {
  readonly primary: Conduct<TransactionBlock>;
  readonly management: Conduct<ConfigurationBlock>;
  /** The factor by which a twin's observations are inflated. */
  readonly inflation: (node: number) => number;
  readonly #behaviours: Behaviours;
  readonly #run: ByzantineRun;
  readonly #scenario: Scenario;
  readonly #tell: (fact: FaultFact) => void;

  constructor(atoms: readonly FaultAtom[], nodes: number, scenario: Scenario, run: ByzantineRun) {
    const { now } = run;
    this.#tell = reportedOnce((fact) => run.tell(fact));
    this.#run = run;
    this.#scenario = scenario;
    this.#behaviours = new Behaviours(atoms, nodes);
    this.inflation = inflationOf(this.#behaviours, now);
    this.primary = new Conduct('primary', this.#behaviours, transactionBlocksOf(run), now, this.#tell);
    this.management = new Conduct(
      'management',
      this.#behaviours,
      configurationBlocksOf(run, scenario),
      now,
      this.#tell,
    );
  }

  /** The network on which they misbehave. */
  network(inner: Network, nodes: number, routes: readonly Route[], management: ManagementMembers): LyingNetwork {
    const run = this.#run;
    const { primary, management: chain } = this.#scenario;
    const chains = {
      primary: {
        second: this.primary.second.bind(this.primary),
        about: (topic: number, subject: number, content: number) =>
          run.primary().epochs.on(topic)?.about(subject, content) ?? subject,
        timeout: (node: number) => run.primary().timeout(node, run.primary().epochs.view(node)),
        voteSize: primary.voteSize,
      },
      management: {
        second: this.management.second.bind(this.management),
        about: (_: number, subject: number, content: number) =>
          run.management().recovery.consensus.about(subject, content),
        timeout: () => toNanoseconds(chain.cycleTimeout),
        voteSize: chain.voteSize,
      },
    };
    return new LyingNetwork(inner, nodes, routes, this.#behaviours, chains, management, this.#tell);
  }
}

function transactionBlocksOf(run: ByzantineRun) {
  const configurationOf = ({ configurationHeight }: TransactionBlock) =>
    run.configurations().block(configurationHeight);
  return {
    invalid: (block: TransactionBlock, rule: Parameters<typeof invalidBlock>[1]) =>
      invalidBlock(block, rule, configurationOf(block).configuration.blockSize),
    harmful: smallestBlock,
    second: (block: TransactionBlock) => {
      const other = { ...block, view: block.view + 1 };
      return { ...other, hash: hashOfBlock(other) };
    },
    claims: (content: number) => {
      const block = run.primary().proposal(content);
      const isProven = sameHash(configurationOf(block).hash, block.configurationHash);
      return { height: block.height, proposer: block.proposer, isProven };
    },
  };
}

function configurationBlocksOf(run: ByzantineRun, { primary }: Scenario) {
  const withParts = (
    block: ConfigurationBlock,
    { configuration = block.configuration, activation = block.activation }: Partial<ConfigurationBlock>,
  ) => configurationBlock(block.previousHash, block.height, block.proposer, configuration, activation);
  return {
    invalid: invalidConfigurationBlock,
    harmful: (block: ConfigurationBlock, candidates: readonly Candidate[]) =>
      withParts(block, {
        configuration: harmfulConfiguration(block.configuration, candidates, primary.transactionSize),
      }),
    second: (block: ConfigurationBlock) => withParts(block, { activation: block.activation + 1 }),
    claims: (content: number) => {
      const block = run.configurations().proposal(content);
      const isProven = block.proof === undefined || run.configurations().isProven(block);
      return { height: block.height, proposer: block.proposer, isProven };
    },
  };
}
