import type { ChainSettings, ManagementChain, PrimaryChain, Workload } from '../../engine/model/scenario.js';
import { isWorkloadDeclaration } from '../generated/ast.js';
import type { BlockName } from '../properties/property.js';
import { confirmationTimesIn } from '../settings/confirmation-times.js';
import type { Bound, EffectiveScenario } from '../settings/effective.js';
import { lineage } from '../settings/lineage.js';
import { nodeChoice } from '../values/node-choice.js';
import type { Value } from '../values/value.js';
import { lowerArrivals } from './arrivals.js';
import type { Reader } from './reader.js';
import { described } from './topology.js';

/** Default number of nodes of the management chain, if there are enough. */
const DEFAULT_MANAGEMENT_NODES = 16;

/** All values that are read for one chain. */
function chain(block: BlockName & ('primary' | 'management'), scenario: EffectiveScenario, reader: Reader) {
  const path = (name: string) => `${block}.${name}`;
  const bound = (name: string): Bound | undefined => scenario.settings.get(path(name));
  return {
    bound,
    value: (name: string) => reader.value(path(name), bound(name), described(block, name)),
    quantity: (name: string) => reader.quantity(path(name), bound(name), described(block, name)),
    distribution: (name: string) => reader.distribution(path(name), bound(name), described(block, name)),
    option: (name: string) => reader.option(path(name), bound(name), described(block, name)),
  };
}

function chainSettings(read: ReturnType<typeof chain>): ChainSettings {
  return {
    consensus: read.option('consensus'),
    quorum: read.option('quorum') as ChainSettings['quorum'],
    dissemination: read.option('dissemination') as ChainSettings['dissemination'],
    votes: read.option('votes') as ChainSettings['votes'],
    headerSize: read.quantity('headerSize'),
    voteSize: read.quantity('voteSize'),
    messageValidation: read.quantity('messageValidation'),
    blockValidation: read.quantity('blockValidation'),
  };
}

/** The primary chain of a scenario, every default spelled out. */
export function lowerPrimary(scenario: EffectiveScenario, reader: Reader): PrimaryChain {
  const read = chain('primary', scenario, reader);
  const workload = lowerWorkload(scenario, reader);
  return {
    ...chainSettings(read),
    blockSize: read.quantity('blockSize'),
    blockInterval: read.quantity('blockInterval'),
    roundTimeout: read.quantity('roundTimeout'),
    timeoutGrowth: read.quantity('timeoutGrowth'),
    transactionSize: read.quantity('transactionSize'),
    proposer: read.option('proposer') as PrimaryChain['proposer'],
    refusal: read.option('refusal') as PrimaryChain['refusal'],
    validators: nodeChoice(read.value('validators')) ?? { kind: 'all' },
    ...(workload ? { workload } : {}),
  };
}

/** The shares that are measured because an expression reads them. */
export function confirmed(times: readonly number[]): Pick<Workload, 'confirmedWithin'> {
  return times.length > 0 ? { confirmedWithin: [...times] } : {};
}

function lowerWorkload(scenario: EffectiveScenario, reader: Reader): Workload | undefined {
  const named = scenario.settings.get('primary.workload');
  if (!named) return undefined;
  const target = reader.value('primary.workload', named, described('primary', 'workload'));
  if (target?.kind !== 'reference' || !isWorkloadDeclaration(target.target)) return undefined;
  const bound = (name: string) => scenario.settings.get(`primary.workload.${name}`);
  const path = (name: string) => `primary.workload.${name}`;
  const arrivals = reader.value(path('arrivals'), bound('arrivals'), described('workload', 'arrivals'));
  const process = arrivals && lowerArrivals(arrivals);
  if (!process) reader.fail();
  const expected = lineage(scenario.node).flatMap(({ expectations }) => expectations);
  return {
    name: target.target.name,
    ...confirmed(confirmationTimesIn(expected)),
    arrivals: process ?? { kind: 'poisson', rate: 0 },
    size: reader.distribution(path('size'), bound('size'), described('workload', 'size')),
    pool: reader.quantity(path('pool'), bound('pool'), described('workload', 'pool')),
  };
}

/**
 * The management chain of a scenario with every default spelled out, without its policies. `nodes` is the number of
 * nodes of the topology.
 */
export function lowerManagement(
  scenario: EffectiveScenario,
  reader: Reader,
  nodes: number,
): Omit<ManagementChain, 'policy' | 'policyFor'> {
  const read = chain('management', scenario, reader);
  const choice = nodeChoice(read.value('nodes')) ?? { kind: 'all' };
  const useAll = read.bound('nodes') === undefined && nodes < DEFAULT_MANAGEMENT_NODES;
  return {
    ...chainSettings(read),
    nodes: useAll ? { kind: 'all' } : choice,
    configurationBlockSize: read.quantity('configurationBlockSize'),
    interval: read.distribution('interval'),
    cycleTimeout: read.quantity('cycleTimeout'),
    proposer: read.option('proposer') as ManagementChain['proposer'],
    activation: activation(read.value('activation')),
  };
}

function activation(value: Value | undefined): ManagementChain['activation'] {
  const blocks = value?.kind === 'option' ? value.arguments.n : undefined;
  return typeof blocks === 'number' ? { kind: 'afterBlocks', blocks } : { kind: 'nextRound' };
}
