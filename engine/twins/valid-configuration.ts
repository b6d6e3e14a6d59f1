import { PROTOCOLS } from '../consensus/protocols.js';
import type { Configuration } from '../model/configuration.js';
import { LARGEST_SIZE, LONGEST_TIME } from '../model/magnitudes.js';
import type { NodeChoice } from '../model/node-choice.js';
import { countOfChoice } from '../model/node-choice.js';
import { plainDecimal } from '../model/plain-decimal.js';
import type { Topology } from '../model/scenario.js';

/** The properties of the primary by which configurations are checked. */
export interface PrimaryNodes {
  /** How many nodes a choice names; NaN if there are too few. */
  count(choice: NodeChoice): number;
  /** Why a run under a configuration would exceed the limits; undefined if it would not. Absent: no limits. */
  excess?(configuration: Configuration): string | undefined;
}

/** The nodes of a topology, all of which take part in the primary. */
export function nodesOf({ groups }: Topology): PrimaryNodes {
  return { count: (choice) => countOfChoice(choice, groups) };
}

/** One property of a configuration, and its valid values. */
export interface ConfigurationField<Name extends keyof Configuration = keyof Configuration> {
  name: Name;
  /** In SI; empty for words and choices of nodes. */
  unit: 's' | 'B' | '';
  /** Why a value is invalid, as the rest of a sentence that begins with the property; undefined if it is valid. */
  fault(value: Configuration[Name], nodes: PrimaryNodes): string | undefined;
}

/** With a shorter timeout than this, s, a chain would only change views. */
export const SHORTEST_ROUND_TIMEOUT = 1e-3;

/** The smallest number of validators that tolerates one faulty node. */
export const MIN_VALIDATORS = 4;

function field<Name extends keyof Configuration>(
  name: Name,
  unit: ConfigurationField['unit'],
  fault: ConfigurationField<Name>['fault'],
): ConfigurationField<Name> {
  return { name, unit, fault };
}

/** The invalid value, as text; six digits are enough for a computed value. */
function found(value: number, unit: 's' | 'B'): string {
  return Number.isFinite(value) ? `is ${told(value, unit)}` : 'has no value';
}

function told(value: number, unit: 's' | 'B'): string {
  return `${plainDecimal(Number(value.toPrecision(6)))} ${unit}`;
}

function atMost(value: number, most: number, unit: 's' | 'B'): string | undefined {
  return value <= most ? undefined : `must be at most ${told(most, unit)}, and ${found(value, unit)}`;
}

/** The properties that twins decide, with their valid values. Language, twins and engine read this table. */
export const CONFIGURATION_FIELDS = [
  field('consensus', '', (value) =>
    PROTOCOLS.some(({ name }) => name === value) ? undefined : `does not know \`${value}\``,
  ),
  field('blockSize', 'B', (value) => {
    if (!(value > 0)) return `must be greater than zero, and ${found(value, 'B')}`;
    return atMost(value, LARGEST_SIZE, 'B');
  }),
  field('blockInterval', 's', (value) => {
    if (!(value >= 0)) return `must not be negative, and ${found(value, 's')}`;
    return atMost(value, LONGEST_TIME, 's');
  }),
  field('roundTimeout', 's', (value) => {
    if (!(value >= SHORTEST_ROUND_TIMEOUT))
      return `must be at least ${told(SHORTEST_ROUND_TIMEOUT, 's')}, and ${found(value, 's')}`;
    return atMost(value, LONGEST_TIME, 's');
  }),
  field('dissemination', '', (value) =>
    value === 'direct' || value === 'gossip' ? undefined : `does not know \`${value}\``,
  ),
  field('validators', '', (choice, nodes) => {
    const count = nodes.count(choice);
    if (!Number.isInteger(count)) return 'names nodes that there are not';
    return count >= MIN_VALIDATORS
      ? undefined
      : `needs at least ${MIN_VALIDATORS} nodes for a quorum that survives a faulty one, and has ${count}`;
  }),
] as const;

/** The first property of a configuration that is not valid whatever the policy, and why. */
export function fieldFault(
  configuration: Configuration,
  nodes: PrimaryNodes,
): { name: keyof Configuration; unit: ConfigurationField['unit']; message: string } | undefined {
  for (const { name, unit, fault } of CONFIGURATION_FIELDS as readonly ConfigurationField[]) {
    const message = fault(configuration[name], nodes);
    if (message !== undefined) return { name, unit, message };
  }
  return undefined;
}

/** Why no honest twin accepts a configuration, whatever its policy; undefined for a valid one. */
export function faultOf(configuration: Configuration, nodes: PrimaryNodes): string | undefined {
  const fault = fieldFault(configuration, nodes);
  return fault ? `${fault.name} ${fault.message}` : nodes.excess?.(configuration);
}
