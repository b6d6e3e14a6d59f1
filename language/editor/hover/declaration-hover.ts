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
    node.groups.length > 0
      ? `${node.groups.length} groups: ${topology.groups.map((group) => `${group.name} ${group.nodes}`).join(', ')}`
      : '';
  if (!facts) return groups || undefined;
  const peers =
    facts.fewestPeers === facts.mostPeers ? `${facts.mostPeers}` : `${facts.fewestPeers} to ${facts.mostPeers}`;
  const reach =
    facts.diameter === undefined
      ? `**${facts.parts} parts that cannot reach each other**`
      : `diameter ${facts.diameter}`;
  const counts = `**${facts.nodes} nodes**, ${facts.links} links, ${peers} peers each, ${reach} (with seed 1)`;
  const coverage = coverageOf(topology, SHOWN_SEED);
  return [counts, groups, coverage && `Latency: ${coverageText(coverage)}.`].filter(Boolean).join('\n\n');
}

function scenarioFacts(node: ScenarioDeclaration, context: HoverContext): string | undefined {
  const lowered = lowerScenario(node, context);
  const chain = lineage(node).slice(1);
  const inherits =
    chain.length > 0 ? `Inherits from ${chain.map(({ name }) => `\`${name}\``).join(', which extends ')}.` : '';
  if (!lowered) return inherits || undefined;
  const { scenario } = lowered;
  const lines = [
    `- **${quantityText(scenario.duration, TIME)}** simulated, ${quantityText(scenario.warmup, TIME)} warm-up, seed ${scenario.seed}`,
  ];
  const form = closedForm(scenario);
  if (form) {
    const about = form.atLeast ? 'at least' : '≈';
    lines.push(
      `- ${form.nodes} nodes, ${form.validators} validators: ${quorumText(faultModelOf(scenario.primary, form.validators))}`,
      `- ${form.managers} management nodes: ${quorumText(faultModelOf(scenario.management, form.managers))}`,
      `- block time ${about} ${quantityText(form.blockTime, TIME)}; agreement ${about} ${quantityText(form.agreement, TIME)}, propagation ${about} ${quantityText(form.propagation, TIME)}, update ${about} ${quantityText(form.update, TIME)} (closed form)`,
    );
  }
  return [lines.join('\n'), inherits, inheritedValues(node, lowered.effective)].filter(Boolean).join('\n\n');
}

/** Values that apply to the scenario but are not written in it, with the declaration that they come from. */
function inheritedValues(node: ScenarioDeclaration, { settings }: EffectiveScenario): string {
  const lines = [...settings].flatMap(([path, { via, items, owner }]) => {
    if (via === node || items.length === 0) return [];
    return [
      `- ${code(`${path}: ${items.map((item) => item.$cstNode?.text ?? '').join(', ')}`)} from \`${owner.name}\``,
    ];
  });
  return lines.length > MAX_LINES
    ? [...lines.slice(0, MAX_LINES), `- … and ${lines.length - MAX_LINES} more`].join('\n')
    : lines.join('\n');
}
