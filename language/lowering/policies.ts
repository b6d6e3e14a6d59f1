import type { AstNode } from 'langium';
import { countOfChoice } from '../../engine/model/node-choice.js';
import type { Policy } from '../../engine/model/policy.js';
import type { Group, ManagementChain, PrimaryChain } from '../../engine/model/scenario.js';
import { isPolicyDeclaration, type PolicyDeclaration } from '../generated/ast.js';
import type { EffectiveScenario } from '../settings/effective.js';
import { type Origin, rangeOf, uriOf } from './origin.js';
import { type FixedProperty, type LoweredPolicy, lowerPolicy } from './policy.js';
import type { Reader } from './reader.js';
import { described } from './topology.js';

/** The policy of twins if none is named. */
const PROPOSE_CURRENT: Policy = { name: 'propose current', decision: { kind: 'current' } };

/** The two chains as far as policies may read them. */
interface Chains {
  readonly primary: PrimaryChain;
  readonly management: Omit<ManagementChain, 'policy' | 'policyFor'>;
  readonly groups: readonly Group[];
}

/** The policy of a scenario's twins, and the policies of groups that differ. */
export function lowerPolicies(
  scenario: EffectiveScenario,
  reader: Reader,
  chains: Chains,
): Pick<ManagementChain, 'policy' | 'policyFor'> {
  const fixed = fixedIn(chains);
  const lower = (declaration: PolicyDeclaration, path: string, inherited: boolean): Policy => {
    const lowered = lowerPolicy(declaration, reader.files, fixed);
    notePlaces(lowered, path, inherited, reader);
    noteAssignments(lowered, declaration, path, reader);
    return lowered.policy;
  };
  const bound = scenario.settings.get('management.policy');
  const value = reader.value('management.policy', bound, described('management', 'policy'));
  const named = value?.kind === 'reference' && isPolicyDeclaration(value.target) ? value.target : undefined;
  const policyFor: ManagementChain['policyFor'] = [];
  for (const [group, { node, policy, owner }] of scenario.groupPolicies) {
    const inherited = owner !== scenario.node;
    // An unknown group is reported where it is named; an inherited one may belong to another topology.
    if (!inherited && !chains.groups.some(({ name }) => name === group)) reader.fail();
    if (!policy) continue;
    const path = `management.policyFor.${policyFor.length}`;
    reader.part(path, { node, owner, via: owner });
    policyFor.push({ group, policy: lower(policy, `${path}.policy`, inherited) });
  }
  return {
    policy: named ? lower(named, 'management.policy', bound?.via !== scenario.node) : PROPOSE_CURRENT,
    policyFor,
  };
}

/** Rules and acceptance are recorded one by one, since a run reports which of them decided. */
function notePlaces({ policy, rules, acceptNode }: LoweredPolicy, path: string, inherited: boolean, reader: Reader) {
  const origin = (node: AstNode): Origin => ({
    uri: uriOf(node),
    range: rangeOf(node),
    kind: inherited ? 'inherited' : 'written',
    declaredIn: policy.name,
  });
  rules.forEach(({ node }, index) => {
    reader.place(`${path}.decision.rules.${index}`, origin(node));
  });
  if (acceptNode) reader.place(`${path}.accept`, origin(acceptNode));
}

/** The values that a rule sets may not fit the system of the scenario. */
function noteAssignments({ rules }: LoweredPolicy, owner: PolicyDeclaration, path: string, reader: Reader): void {
  rules.forEach(({ assignments }, rule) => {
    assignments.forEach((node, change) => {
      reader.part(`${path}.decision.rules.${rule}.changes.${change}`, { node, owner, via: undefined });
    });
  });
}

/** Numbers and words of the two chains by their path in the language; a choice of nodes counts as their number. */
function fixedIn({ primary, management, groups }: Chains): FixedProperty {
  return (path) => {
    const [holder, name] = path.split('.');
    const chain = holder === 'primary' ? primary : management;
    if (holder === 'management' && name === 'nodes') return countOfChoice(management.nodes, groups);
    const value: unknown = Object.entries(chain).find(([key]) => key === name)?.[1];
    return typeof value === 'number' || typeof value === 'string' ? value : undefined;
  };
}
