import type { NodeChoice } from '../../../engine/model/node-choice.js';
import type { Change, Policy } from '../../../engine/model/policy.js';
import type { Scenario, Topology } from '../../../engine/model/scenario.js';
import { anyOf, didYouMean, nearest } from '../../names/nearest.js';
import { faultOfQuorum } from './configuration.js';
import { groupPaths, nodesOf, plural, type ValueFinding } from './value-finding.js';

/** The nodes that a choice selects, or why it cannot. */
function chosen(
  choice: NodeChoice,
  paths: readonly string[],
  topology: Topology,
  what: string,
): { count: number; findings: ValueFinding[] } {
  const nodes = nodesOf(topology);
  if (choice.kind === 'all') return { count: nodes, findings: [] };
  if (choice.kind === 'random')
    return {
      count: choice.count,
      findings:
        choice.count <= nodes
          ? []
          : [
              {
                code: 'chain/nodes',
                message: `${what} takes ${plural(choice.count, 'node')}, but the topology \`${topology.name}\` has only ${nodes}.`,
                paths: [...paths, ...groupPaths(topology)],
              },
            ],
    };
  const findings: ValueFinding[] = [];
  let count = 0;
  for (const part of choice.parts) {
    const index = topology.groups.findIndex((group) => group.name === part.group);
    if (index < 0) {
      const names = topology.groups.map((group) => group.name);
      findings.push({
        code: 'name/unknown',
        message: `${what} names the group \`${part.group}\`, which the topology \`${topology.name}\` does not have.${didYouMean(nearest(part.group, names))}`,
        paths: [...paths, 'topology'],
      });
      continue;
    }
    const size = topology.groups[index].nodes;
    if (part.count !== undefined && part.count > size)
      findings.push({
        code: 'chain/nodes',
        message: `${what} takes ${part.count} of \`${part.group}\`, which has only ${plural(size, 'node')}.`,
        paths: [...paths, `topology.groups.${index}.nodes`],
      });
    count += part.count ?? size;
  }
  return { count, findings };
}

/**
 * The nodes of a choice must exist and be enough for a quorum. `paths`: of the choosing properties; `what`: the kind of
 * nodes.
 */
function choiceMustServe(
  choice: NodeChoice,
  paths: readonly string[],
  topology: Topology,
  what: string,
): ValueFinding[] {
  const { count, findings } = chosen(choice, paths, topology, what);
  if (findings.length > 0) return findings;
  const fault = faultOfQuorum(count);
  // If the topology has too few nodes, the error is reported there.
  if (!fault || faultOfQuorum(nodesOf(topology))) return [];
  return [{ code: 'chain/quorum', message: `${what} ${fault}.`, paths: [...paths, ...groupPaths(topology)] }];
}

/** The nodes of a chain must exist and be enough for a quorum. */
export function chainsMustHaveNodes({ topology, primary, management }: Scenario): ValueFinding[] {
  return [
    ...choiceMustServe(primary.validators, ['primary.validators'], topology, '`primary.validators`'),
    ...choiceMustServe(management.nodes, ['management.nodes'], topology, '`management.nodes`'),
  ];
}

/** Groups and node counts that rules decide must exist in the system. */
export function policiesMustFitSystem({ topology, management }: Scenario): ValueFinding[] {
  const groups = topology.groups.map(({ name }) => name);
  return [
    ...choicesMustServe(management.policy, ['management.policy'], 'management.policy', topology),
    ...management.policyFor.flatMap(({ group, policy }, index): ValueFinding[] => {
      const path = `management.policyFor.${index}`;
      if (groups.includes(group)) return choicesMustServe(policy, [path], `${path}.policy`, topology);
      return [
        {
          code: 'name/unknown',
          message: `There is a policy for \`${group}\`, which the topology \`${topology.name}\` does not have.${didYouMean(nearest(group, groups))}`,
          paths: ['topology', path],
        },
      ];
    }),
  ];
}

function choicesMustServe(
  { name, decision }: Policy,
  named: readonly string[],
  path: string,
  topology: Topology,
): ValueFinding[] {
  if (decision.kind !== 'rules') return [];
  return decision.rules.flatMap(({ changes }, rule) =>
    changes.flatMap(({ property, value }, change) => {
      const choice = property === 'validators' ? choiceIn(value) : undefined;
      if (!choice) return [];
      const what = `\`primary.${property}\` in the policy \`${name}\``;
      return choiceMustServe(choice, [...named, `${path}.decision.rules.${rule}.changes.${change}`], topology, what);
    }),
  );
}

/**
 * A policy for a group has an effect only if a management node is in that group, which is unknown for nodes drawn at
 * random.
 */
export function groupPoliciesShouldHaveTwins({ management }: Scenario): ValueFinding[] {
  const { nodes, policyFor } = management;
  if (nodes.kind !== 'groups') return [];
  const groups = nodes.parts.map(({ group }) => group);
  return policyFor.flatMap(({ group }, index): ValueFinding[] =>
    groups.includes(group)
      ? []
      : [
          {
            code: 'policy/no-twin',
            message: `No twin follows the policy for \`${group}\`: the management nodes are all in ${anyOf(groups).replace(' or ', ' and ')}. Let \`management.nodes\` take nodes of \`${group}\`, or delete the policy.`,
            paths: [`management.policyFor.${index}`, 'management.nodes'],
          },
        ],
  );
}

function choiceIn(value: Change['value']): NodeChoice | undefined {
  if (value.kind === 'nodes') return value.choice;
  return value.kind === 'constant' ? { kind: 'random', count: value.value } : undefined;
}
