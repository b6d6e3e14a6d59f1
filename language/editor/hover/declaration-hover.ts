import * as l10n from '@vscode/l10n';
import type { AstNode } from 'langium';
import { faultModelOf } from '../../../engine/consensus/protocols.js';
import { coverageOf } from '../../../engine/network/coverage.js';
import { TIME } from '../../dimensions/dimension.js';
import type { DistributionDeclaration, Named, ScenarioDeclaration, TopologyDeclaration } from '../../generated/ast.js';
import { lowerScenario, lowerTopologyAlone } from '../../lowering/scenario.js';
import type { EffectiveScenario } from '../../settings/effective.js';
import { lineage } from '../../settings/lineage.js';
import { ignoreFindings } from '../../validation/report.js';
import { interpretDistribution } from '../../values/distribution.js';
import { quantityText } from '../../values/quantity-text.js';
import { closedForm } from '../closed-form.js';
import { coverageText, SHOWN_SEED } from '../coverage-text.js';
import { estimateText } from '../estimate-text.js';
import { code } from '../markdown.js';
import { kindOf } from '../place/surroundings.js';
import { quorumText } from '../quorum-text.js';
import { distributionText, goodnessText } from './distribution-text.js';
import type { HoverContext } from './hover-context.js';
import { topologyFacts } from './topology-facts.js';

/** Beyond this, a hover becomes a reference page. */
const MAX_LINES = 14;

/** The hover of a declaration, group or observation: how it is declared, its documentation, and key facts about it. */
export function declarationHover(node: Named, context: HoverContext): string {
  const parts = [`\`\`\`twin\n${declaredAs(node)}\n\`\`\``, context.documentation(node), factsOf(node, context)];
  return parts.filter(Boolean).join('\n\n');
}

function declaredAs(node: Named): string {
  switch (node.$type) {
    case 'DistributionDeclaration':
    case 'SiteDeclaration':
    case 'Observation':
      return oneLine(node);
    case 'ScenarioDeclaration':
    case 'ExperimentDeclaration':
      return `${kindOf(node)} ${node.name}${node.parent ? ` extends ${node.parent.$refText}` : ''}`;
    case 'Group':
      return oneLine(node);
    default:
      return `${node.$type.replace('Declaration', '').toLowerCase()} ${node.name}`;
  }
}

function oneLine(node: AstNode): string {
  return (node.$cstNode?.text ?? '').replace(/\s*\/\/[^\n]*/g, '').replace(/\s+/g, ' ');
}

function factsOf(node: Named, context: HoverContext): string | undefined {
  switch (node.$type) {
    case 'DistributionDeclaration':
      return distributionFacts(node, context);
    case 'TopologyDeclaration':
      return topologyFactsText(node, context);
    case 'ScenarioDeclaration':
      return scenarioFacts(node, context);
    default:
      return undefined;
  }
}

function distributionFacts({ value, name }: DistributionDeclaration, context: HoverContext): string | undefined {
  if (!value || value.$type === 'Portion') return undefined;
  const found = interpretDistribution(value, { place: name, files: context.files, report: ignoreFindings });
  if (!found) return undefined;
  const goodness = found.goodness ? [goodnessText(found.goodness())] : [];
  return [...goodness, distributionText(found.distribution, found.dimension)].join('\n\n');
}

function topologyFactsText(node: TopologyDeclaration, context: HoverContext): string | undefined {
  const lowered = lowerTopologyAlone(node, context);
  if (!lowered) return undefined;
  const { topology } = lowered;
  const facts = topologyFacts(topology, 1);
  const groups =
    node.groups.length > 0 ? groupsText(topology.groups.map((group) => `${group.name} ${group.nodes}`)) : '';
  if (!facts) return groups || undefined;
  const peers =
    facts.fewestPeers === facts.mostPeers
      ? String(facts.mostPeers)
      : l10n.t('{0} to {1}', facts.fewestPeers, facts.mostPeers);
  const reach =
    facts.diameter === undefined
      ? l10n.t('**{0} parts that cannot reach each other**', facts.parts)
      : l10n.t('diameter {0}', facts.diameter);
  const counts = l10n.t(
    '**{0} nodes**, {1} links, {2} peers each, {3} (with seed {4})',
    facts.nodes,
    facts.links,
    peers,
    reach,
    SHOWN_SEED,
  );
  const coverage = coverageOf(topology, SHOWN_SEED);
  return [counts, groups, coverage && l10n.t('Latency: {0}.', coverageText(coverage))].filter(Boolean).join('\n\n');
}

function scenarioFacts(node: ScenarioDeclaration, context: HoverContext): string | undefined {
  const lowered = lowerScenario(node, context);
  const chain = lineage(node).slice(1);
  const inherits =
    chain.length > 0 ? l10n.t('Inherits from {0}.', chain.map(({ name }) => `\`${name}\``).join(' → ')) : '';
  if (!lowered) return inherits || undefined;
  const { scenario } = lowered;
  const lines = [
    `- ${l10n.t('**{0}** simulated, {1} warm-up, seed {2}', quantityText(scenario.duration, TIME), quantityText(scenario.warmup, TIME), scenario.seed)}`,
  ];
  const form = closedForm(scenario);
  if (form) {
    const validators = quorumText(faultModelOf(scenario.primary, form.validators));
    lines.push(
      `- ${l10n.t('{0} nodes, {1} validators: {2}', form.nodes, form.validators, validators)}`,
      `- ${l10n.t('{0} management nodes: {1}', form.managers, quorumText(faultModelOf(scenario.management, form.managers)))}`,
      `- ${estimateText(form)}`,
    );
  }
  return [lines.join('\n'), inherits, inheritedValues(node, lowered.effective)].filter(Boolean).join('\n\n');
}

function groupsText(groups: readonly string[]): string {
  return groups.length === 1
    ? l10n.t('1 group: {0}', groups[0])
    : l10n.t('{0} groups: {1}', groups.length, groups.join(', '));
}

/** Values that apply to the scenario but are not written in it, with the declaration that they come from. */
function inheritedValues(node: ScenarioDeclaration, { settings }: EffectiveScenario): string {
  const lines = [...settings].flatMap(([path, { via, items, owner }]) => {
    if (via === node || items.length === 0) return [];
    return [
      `- ${l10n.t('{0} from {1}', code(`${path}: ${items.map((item) => item.$cstNode?.text ?? '').join(', ')}`), `\`${owner.name}\``)}`,
    ];
  });
  return lines.length > MAX_LINES
    ? [...lines.slice(0, MAX_LINES), `- … ${l10n.t('and {0} more', lines.length - MAX_LINES)}`].join('\n')
    : lines.join('\n');
}
