import type { NodeChoice } from '../../../engine/model/node-choice.js';
import { CONFIGURATION_FIELDS, type ConfigurationField } from '../../../engine/twins/valid-configuration.js';
import type { Decision } from '../../values/decisions.js';

const FIELDS: readonly ConfigurationField[] = CONFIGURATION_FIELDS;

/** Why no twin accepts the values that a rule sets, in any system; undefined if that depends on the system. */
export function faultOfDecision(name: string, decision: Decision): string | undefined {
  const value = decidedValue(name, decision);
  const field = FIELDS.find((candidate) => candidate.name === name);
  return value === undefined ? undefined : field?.fault(value, { count: mostNodes });
}

/** Why no quorum survives a faulty node among this many; undefined if one does. */
export function faultOfQuorum(count: number): string | undefined {
  return faultOfDecision('validators', { kind: 'nodes', choice: { kind: 'random', count } });
}

function decidedValue(name: string, decision: Decision): string | number | NodeChoice | undefined {
  if (decision.kind === 'word') return decision.word;
  if (decision.kind === 'nodes') return decision.choice;
  if (decision.value === undefined) return undefined;
  return name === 'validators' ? { kind: 'random', count: decision.value } : decision.value;
}

/** The most nodes that a choice can select; unknown for whole groups until a scenario uses the policy. */
function mostNodes(choice: NodeChoice): number {
  if (choice.kind === 'random') return choice.count;
  const counts = choice.kind === 'groups' ? choice.parts.map(({ count }) => count) : [undefined];
  if (counts.includes(undefined)) return Number.MAX_SAFE_INTEGER;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
