import { type ShortTimeout, shortTimeouts } from '../../../engine/limits/short-timeouts.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { DATA, TIME } from '../../dimensions/dimension.js';
import { quantityText } from '../../values/quantity-text.js';
import type { ValueFinding } from './value-finding.js';

const PROPERTIES = {
  primary: { timeout: 'primary.roundTimeout', size: 'primary.blockSize' },
  management: { timeout: 'management.cycleTimeout', size: 'management.configurationBlockSize' },
};

/** Timeouts should be at least as long as the messages of a round take, unless twins adjust them during the run. */
export function roundsShouldFitTimeouts(scenario: Scenario): ValueFinding[] {
  const unmanaged = shortTimeouts(scenario).filter(({ chain }) => chain === 'management' || !isManaged(scenario));
  return unmanaged.map((found) => {
    const { timeout, size } = PROPERTIES[found.chain];
    const cure = found.copies > 1 ? ', or send fewer copies with `gossip`' : '';
    return {
      code: 'chain/timeout',
      message: `${whatTakesTooLong(found)} Raise \`${timeout}\` beyond ${seconds(enough(found))}, use a smaller \`${size}\`${cure}.`,
      paths: [timeout, size, ...networkPaths(scenario)],
    };
  });
}

/** Other reasons for slow messages. */
function networkPaths({ topology }: Scenario): string[] {
  const bandwidths = topology.groups.map((_, index) => `topology.groups.${index}.bandwidth`);
  return [...bandwidths, 'topology.latency', 'topology.sharing'];
}

function isManaged({ management }: Scenario): boolean {
  const policies = [management.policy, ...management.policyFor.map(({ policy }) => policy)];
  const changes = policies.flatMap(({ decision }) =>
    decision.kind === 'rules' ? decision.rules.flatMap((rule) => rule.changes) : [],
  );
  return changes.some(({ property }) => property === 'roundTimeout' || property === 'blockSize');
}

/** Why a chain cannot decide in its first view, and the consequence, in two sentences. */
export function whatTakesTooLong(found: ShortTimeout): string {
  const { chain, copies, sending, size, quorum, heard, decided, timeout, proposeTimeout } = found;
  const block = quantityText(size, DATA);
  const slow =
    copies > 1
      ? `${copies} copies of ${block} need ${seconds(sending)} on this uplink, and a quorum of ${quorum} has its copy after ${seconds(heard)} at the earliest`
      : `A block of ${block} reaches a quorum of ${quorum} after ${seconds(heard)} and is decided after ${seconds(decided)} at the earliest`;
  const wait =
    proposeTimeout < timeout
      ? `Tendermint waits for a proposal for three fifths of the timeout, ${seconds(proposeTimeout)}`
      : `the ${chain === 'primary' ? 'round' : 'cycle'} timeout is ${seconds(timeout)}`;
  return `${slow}; ${wait}. ${consequence(found)}`;
}

function consequence({ chain, fails, growth }: ShortTimeout): string {
  if (chain === 'management')
    return fails === 'first'
      ? 'Every interval loses its first cycle.'
      : 'Every cycle fails, and no configuration block is ever agreed.';
  if (fails === 'first') return 'Every height loses its first round.';
  if (growth === 1) return '`timeoutGrowth: 1` keeps the timeout, so every round fails and no block is ever decided.';
  return growth === 2
    ? 'Every height loses rounds until the timeout, which doubles, is long enough.'
    : `Every height loses rounds until the timeout, which grows by ${growth}, is long enough.`;
}

/** The shortest timeout that fits a first view. */
function enough({ heard, decided, timeout, proposeTimeout }: ShortTimeout): number {
  return proposeTimeout < timeout ? (heard * timeout) / proposeTimeout : decided;
}

const seconds = (value: number) => quantityText(value, TIME);
