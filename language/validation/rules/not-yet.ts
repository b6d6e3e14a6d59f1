import type { ScenarioDeclaration } from '../../generated/ast.js';
import { dotted } from '../../names/text.js';
import type { ValueType } from '../../properties/property.js';
import { type Bound, effectiveScenario } from '../../settings/effective.js';
import type { Finding } from '../report.js';

/**
 * Features of a scenario that this version cannot simulate: an error when it is run, but only a remark while it is
 * edited.
 */
export function whatCannotRun(scenario: ScenarioDeclaration): Finding[] {
  const effective = effectiveScenario(scenario);
  const bounds = [
    ...effective.settings.values(),
    ...(effective.topology?.settings.values() ?? []),
    ...(effective.topology?.groups.flatMap((group) => [...group.settings.values()]) ?? []),
  ];
  return bounds.flatMap((bound) => notYet(bound));
}

function notYet(bound: Bound): Finding[] {
  const [item] = bound.items;
  if (item?.$type !== 'NameExpression') return [];
  const name = dotted(item);
  const type = bound.property.accepts.find((accepted) => isNamed(accepted, name));
  if (!type || !('planned' in type) || !type.planned) return [];
  return [finding(bound.node, `\`${name}\` is not simulated yet.`)];
}

function isNamed(type: ValueType, name: string): boolean {
  return 'name' in type && type.name === name;
}

function finding(node: Finding['node'], message: string): Finding {
  return { code: 'scenario/not-yet', severity: 'error', message, node };
}
