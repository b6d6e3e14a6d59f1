import * as l10n from '@vscode/l10n';
import { type AstNode, AstUtils } from 'langium';
import { countOfChoice } from '../../../engine/model/node-choice.js';
import { isProperty, isScenarioDeclaration, type Property, type ScenarioDeclaration } from '../../generated/ast.js';
import { lowerScenario } from '../../lowering/scenario.js';
import { blockNamed } from '../../properties/blocks.js';
import type { PropertyDescription } from '../../properties/property.js';
import { groupsAround, located } from '../../settings/containers.js';
import { type Bound, effectiveScenario } from '../../settings/effective.js';
import { isLocated, type Located, locate } from '../../settings/locate.js';
import { ignoreFindings } from '../../validation/report.js';
import { interpretValue } from '../../values/interpret.js';
import { localized } from '../localized.js';
import { code } from '../markdown.js';
import { parameterTypes } from '../place/expectation.js';
import { quorumRulesText } from '../quorum-text.js';
import type { HoverContext } from './hover-context.js';
import { propertyText } from './property-text.js';
import { valueText } from './value-text.js';

/**
 * The meaning of a property, its value here, and the value that it replaces. `words`: its path, or the part of it at
 * the cursor.
 */
export function propertyHover(property: Property, words: readonly string[], context: HoverContext): string | undefined {
  const whole = located(property);
  const own = property.path.segments.length;
  if (!isLocated(whole)) return undefined;
  if (words.length < own) return partOfPath(property, whole, words.length);
  if (whole.parameter !== undefined) return parameterText(whole);
  const lines = [heading(whole), propertyText(whole.property)];
  const resolved = resolvedText(property.values.length > 0 ? property : undefined, whole.property, context);
  if (resolved) lines.push(`**${l10n.t('Here')}:** ${resolved}`);
  const votes = votesText(property, whole, context);
  if (votes) lines.push(votes);
  const replaced = replacedText(property, whole);
  if (replaced) lines.push(replaced);
  return lines.join('\n\n');
}

/** A property that is named by its full path from a scenario, as after `vary`. */
export function pathHover(node: AstNode, words: readonly string[]): string | undefined {
  const result = locate('scenario', words, groupsAround(node));
  if (!isLocated(result)) return undefined;
  return result.parameter === undefined
    ? `${heading(result)}\n\n${propertyText(result.property)}`
    : parameterText(result);
}

function heading({ block, property }: Located): string {
  return `**${property.name}** (${localized(blockNamed(block).title)})`;
}

function partOfPath(property: Property, whole: Located, own: number): string | undefined {
  const before = whole.words.length + (whole.parameter === undefined ? 0 : 1) - property.path.segments.length;
  const words = [...whole.words, ...(whole.parameter === undefined ? [] : [whole.parameter])].slice(0, before + own);
  return words.length > 0 ? pathHover(property, words) : undefined;
}

function parameterText(result: Located): string {
  const types = parameterTypes(result);
  const shape = types.length > 0 ? l10n.t('It replaces that argument of the value in force; the rest stays.') : '';
  const whose = l10n.t('{0}: parameter of `{1}`.', `**${result.parameter}**`, result.property.name);
  return `${whose}\n\n${shape}`.trim();
}

function resolvedText(
  node: Property | undefined,
  property: PropertyDescription,
  context: HoverContext,
): string | undefined {
  if (!node) return undefined;
  const value = interpretValue(node.values, { property, files: context.files, report: ignoreFindings });
  return value && (valueText(value, property) || undefined);
}

/** How many faults each kind of quorum tolerates on the chain of a scenario. */
function votesText(property: Property, { words }: Located, context: HoverContext): string | undefined {
  const [block, name] = words;
  if (name !== 'quorum' || (block !== 'primary' && block !== 'management')) return undefined;
  const scenario = AstUtils.getContainerOfType(property, isScenarioDeclaration);
  const lowered = scenario && lowerScenario(scenario, context);
  if (!lowered) return undefined;
  const { topology, [block]: chain } = lowered.scenario;
  const choice = 'validators' in chain ? chain.validators : chain.nodes;
  return quorumRulesText(chain, countOfChoice(choice, topology.groups));
}

/** The value that a scenario would have inherited if it did not set the property itself. */
function replacedText(property: Property, { words }: Located): string | undefined {
  const scenario = AstUtils.getContainerOfType(property, isScenarioDeclaration);
  if (!scenario) return undefined;
  const parent = scenario.parent?.ref;
  const bound = parent && inForce(parent, words);
  if (!bound) return undefined;
  const text = bound.items.map((item) => item.$cstNode?.text ?? '').join(', ');
  return l10n.t('Overrides {0} of `{1}`.', code(text), bound.owner.name);
}

/** The setting of a path in a scenario, its own or inherited. */
function inForce(scenario: ScenarioDeclaration, words: readonly string[]): Bound | undefined {
  const { settings, topology } = effectiveScenario(scenario);
  if (words[0] === 'topology' && words.length > 1) {
    const name = words[words.length - 1];
    return (
      topology?.settings.get(name) ??
      topology?.groups.map((group) => group.settings.get(name)).find((bound) => bound !== undefined)
    );
  }
  return settings.get(words.join('.'));
}

/** The property whose path or value a node is part of. */
export function propertyAround(node: AstNode): Property | undefined {
  return AstUtils.getContainerOfType(node, isProperty);
}
