import { AstUtils } from 'langium';
import type { Property, ScenarioDeclaration, TopologyDeclaration } from '../../generated/ast.js';
import { isAssignment, isNameExpression, isProperty } from '../../generated/ast.js';
import type { Part } from '../../lowering/reader.js';
import { lowerScenario, lowerTopologyAlone } from '../../lowering/scenario.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { dotted } from '../../names/text.js';
import { lastChange } from '../../settings/bound.js';
import { effectiveScenario, groupPoliciesOf } from '../../settings/effective.js';
import { lineage } from '../../settings/lineage.js';
import type { Code } from '../codes.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';
import { scenarioFindings } from './lowered.js';
import { whatCannotRun } from './not-yet.js';
import { overlayShouldBeConnected, topologyFindings } from './overlays.js';
import { faultOfAssignment } from './policies.js';
import { partText, type ValueFinding } from './value-finding.js';

/** `policy for Group: P` names a group of the topology in force and a policy. */
export function groupPoliciesMustBeKnown(
  scenario: ScenarioDeclaration,
  report: Report,
  { imports }: RuleContext,
): void {
  const groups = effectiveScenario(scenario).topology?.groups.map((group) => group.name) ?? [];
  const seen = new Set<string>();
  for (const { groupPolicy: node } of groupPoliciesOf(scenario)) {
    const group = node.group?.$refText;
    if (group && !groups.includes(group)) {
      const suggestions = nearest(group, groups);
      report({
        code: 'name/unknown',
        message: `The topology has no group \`${group}\`.${didYouMean(suggestions)}`,
        node,
        property: 'group',
        suggestions,
      });
    }
    if (group && seen.has(group))
      report({
        code: 'property/duplicate',
        message: `The policy for \`${group}\` is set twice.`,
        node,
        property: 'group',
      });
    if (group) seen.add(group);
    const policy = node.policy?.$refText;
    if (!policy || node.policy?.ref || !scenario.$container.$document) continue;
    const names = imports
      .declarations(scenario.$container.$document)
      .flatMap((declaration) => (declaration.$type === 'PolicyDeclaration' ? [declaration.name] : []));
    const suggestions = nearest(policy, names);
    report({
      code: 'name/unknown',
      message: `There is no policy \`${policy}\` in this file or its imports.${didYouMean(suggestions)}`,
      node,
      property: 'policy',
      suggestions,
      details: { name: policy, kind: 'policy' },
    });
  }
}

/** The values of a topology must be consistent. */
export function topologyMustMakeSense(topology: TopologyDeclaration, report: Report, context: RuleContext): void {
  const lowered = lowerTopologyAlone(topology, context);
  if (!lowered) return;
  const findings = topologyFindings(lowered.topology);
  // Links from a file do not depend on the seed.
  if (findings.length === 0 && lowered.topology.peers.kind === 'edges')
    findings.push(...overlayShouldBeConnected(lowered.topology, 1));
  for (const finding of findings) {
    const bounds = finding.paths.flatMap((path) => lowered.bounds.get(path) ?? []).map(lastChange);
    reportAt(bounds, finding, topology, report);
  }
}

/** The values of a scenario must be consistent and within this machine's limits. */
export function scenarioMustMakeSense(scenario: ScenarioDeclaration, report: Report, context: RuleContext): void {
  const lowered = lowerScenario(scenario, context);
  if (!lowered) return;
  for (const finding of scenarioFindings(lowered.scenario)) {
    const parts = finding.paths.flatMap((path): Part[] => {
      const bound = lowered.bounds.get(path);
      const part = bound ? lastChange(bound) : lowered.parts.get(path);
      return part ? [part] : [];
    });
    if (isReportedElsewhere(parts, scenario, finding, context)) continue;
    const own = parts.filter((part) => part.owner === scenario);
    const rest = parts.filter((part) => part.owner !== scenario);
    const told: Report = isExpected(finding, scenario) ? (found) => report({ ...found, severity: 'info' }) : report;
    reportAt([...own, ...rest], finding, scenario, told, own.length === 0);
  }
}

/** A scenario with expectations about failing rounds has a short timeout on purpose. */
function isExpected({ code, paths }: ValueFinding, scenario: ScenarioDeclaration): boolean {
  if (code !== 'chain/timeout' || !paths.includes('primary.roundTimeout')) return false;
  const expectations = lineage(scenario).flatMap((ancestor) => ancestor.expectations);
  const names = expectations.flatMap((node) => AstUtils.streamAst(node).filter(isNameExpression).toArray());
  return names.some((name) => dotted(name) === 'primary.roundsFailed');
}

/**
 * An error that a parent also has is reported there, and an error of a topology, a workload or a rule at that
 * declaration. An error of the combination alone is reported in the scenario that combines them.
 */
function isReportedElsewhere(
  parts: readonly Part[],
  scenario: ScenarioDeclaration,
  finding: ValueFinding,
  context: RuleContext,
): boolean {
  if (parts.length === 0) return false;
  const hasParent = scenario.parent?.ref !== undefined;
  if (hasParent && parts.every((part) => part.via !== scenario)) return true;
  if (
    finding.code === 'chain/quorum' &&
    parts.some(({ node }) => isAssignment(node) && faultOfAssignment(node, context))
  )
    return true;
  if (finding.isOfSeed) return false;
  const ofTopology = /^(topology|data)\//.test(finding.code) || SIZE.has(finding.code);
  const owners = new Set(parts.map((part) => part.owner));
  const [owner] = owners;
  if (owners.size === 1 && owner?.$type === 'WorkloadDeclaration') return true;
  if (!ofTopology || owners.size !== 1 || owner?.$type !== 'TopologyDeclaration') return false;
  // A topology alone has no seed, so only links from a file can be found to be disconnected there.
  return finding.code !== 'topology/disconnected' || parts.some(({ node }) => isProperty(node) && isFromFile(node));
}

/** Properties for which a topology has too few or too many nodes. */
const SIZE: ReadonlySet<Code> = new Set<Code>(['chain/quorum', 'scenario/limits']);

function isFromFile({ values: [item] }: Property): boolean {
  return item?.$type === 'NameExpression' && item.text !== undefined;
}

function reportAt(
  parts: readonly Part[],
  finding: ValueFinding,
  declaration: ScenarioDeclaration | TopologyDeclaration,
  report: Report,
  atName = false,
): void {
  const nodes = [...new Set(parts.map(({ node }) => node))];
  const [first, ...others] = nodes;
  const related = (atName || !first ? nodes : others).map((node) => ({ node, message: partText(node) }));
  const { code, message, details } = finding;
  if (atName || !first) report({ code, message, node: declaration, property: 'name', related, details });
  else report({ code, message, node: first, related, details });
}

/** Unsupported features get a remark, not an error, until the scenario is run. */
export function scenarioShouldBeSimulated(scenario: ScenarioDeclaration, report: Report): void {
  for (const finding of whatCannotRun(scenario)) {
    if (AstUtils.hasContainerOfType(finding.node, (node) => node === scenario))
      report({ ...finding, severity: 'info' });
  }
}
