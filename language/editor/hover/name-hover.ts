import * as l10n from '@vscode/l10n';
import { AstUtils, type LeafCstNode } from 'langium';
import { OBSERVABLE } from '../../../engine/twins/observable.js';
import { sameDimension } from '../../dimensions/dimension.js';
import { isAssignment, isAxis, isChoice, isPolicyDeclaration, type NameExpression } from '../../generated/ast.js';
import { dotted, wordsOf } from '../../names/text.js';
import { propertyOf } from '../../properties/blocks.js';
import { distributionNamed } from '../../properties/distributions.js';
import { functionsNamed, INVARIANTS, PLOTS } from '../../properties/functions.js';
import type { PropertyDescription, ValueType } from '../../properties/property.js';
import { groupsAround, located } from '../../settings/containers.js';
import { isLocated, locate } from '../../settings/locate.js';
import { ignoreFindings } from '../../validation/report.js';
import { interpretDistribution } from '../../values/distribution.js';
import { metricNamed, metricNameOf } from '../../values/expressions.js';
import { localized } from '../localized.js';
import { arrivalsText } from './arrivals-text.js';
import { distributionText, goodnessText } from './distribution-text.js';
import type { HoverContext } from './hover-context.js';
import { propertyAround } from './property-hover.js';
import { paperSection, propertyText } from './property-text.js';

/** A word or dotted name of an expression that is not a declared name: an option, a call, a metric, a property read. */
export function nameHover(expression: NameExpression, leaf: LeafCstNode, context: HoverContext): string | undefined {
  const name = dotted(expression);
  const property = valueProperty(expression);
  return (
    withArrivals(optionText(name, property), arrivalsText(expression, property, context.files)) ??
    callText(expression, name, property, context) ??
    metricText(expression, metricNameOf(expression), leaf) ??
    configurationText(name) ??
    wordText(name)
  );
}

function withArrivals(text: string | undefined, arrivals: string | undefined): string | undefined {
  return text && arrivals ? `${text}\n\n${arrivals}` : text;
}

/** The property that the expression is a value of, or one of the values among which it is chosen. */
function valueProperty(expression: NameExpression): PropertyDescription | undefined {
  const around =
    AstUtils.getContainerOfType(expression, isAxis) ??
    AstUtils.getContainerOfType(expression, isChoice) ??
    AstUtils.getContainerOfType(expression, isAssignment);
  if (around?.path) {
    const result = locate('scenario', wordsOf(around.path), groupsAround(expression));
    return isLocated(result) ? result.property : undefined;
  }
  const property = propertyAround(expression);
  const result = property && located(property);
  return result && isLocated(result) ? result.property : undefined;
}

function optionText(name: string, property: PropertyDescription | undefined): string | undefined {
  const type = property?.accepts.find(
    (candidate): candidate is Extract<ValueType, { meaning: string; name: string }> =>
      'name' in candidate && candidate.name === name,
  );
  if (!type) return undefined;
  const parameters = type.kind === 'option' ? (type.parameters ?? []) : [];
  const lines = [
    `**${name}**${parameters.length > 0 ? `(${parameters.map((parameter) => parameter.name).join(', ')})` : ''}`,
    localized(type.meaning),
  ];
  if (parameters.length > 0)
    lines.push(parameters.map((parameter) => `- \`${parameter.name}\`: ${localized(parameter.meaning)}`).join('\n'));
  if ('planned' in type && type.planned) lines.push(`*${l10n.t('Not simulated yet.')}*`);
  return lines.join('\n\n');
}

function callText(
  expression: NameExpression,
  name: string,
  property: PropertyDescription | undefined,
  context: HoverContext,
): string | undefined {
  const form = distributionNamed(name);
  if (form && expression.call) {
    const parameters = form.parameters
      .map((parameter) => `- \`${parameter.name}\`: ${localized(parameter.meaning)}`)
      .join('\n');
    const found = interpretDistribution(expression, { place: name, files: context.files, report: ignoreFindings });
    const type = property?.accepts.find((candidate) => candidate.kind === 'distribution');
    const fits = found && (type?.kind !== 'distribution' || sameDimension(type.dimension, found.dimension));
    const cut =
      found && type?.kind === 'distribution' && type.positive
        ? { ...found.distribution, within: { lo: 0, ...found.distribution.within } }
        : found?.distribution;
    return [
      form.form === 'call'
        ? `**${name}**(${form.parameters.map((parameter) => parameter.name).join(', ')})`
        : l10n.t('{0}, for instance `{1}`', `**${name}**`, form.example),
      localized(form.meaning),
      parameters,
      found?.goodness ? goodnessText(found.goodness()) : '',
      found && fits && cut ? distributionText(cut, found.dimension) : '',
    ]
      .filter(Boolean)
      .join('\n\n');
  }
  const functions = functionsNamed(name);
  if (functions.length === 0 || !expression.call) return undefined;
  const used = functions.find(({ parameters }) => parameters.length === expression.arguments.length) ?? functions[0];
  return `**${name}**(${used.parameters.join(', ')})\n\n${localized(used.meaning)}`;
}

function metricText(expression: NameExpression, name: string, leaf: LeafCstNode): string | undefined {
  const metric = metricNamed(name);
  if (!metric || leaf.text === '.') return undefined;
  const kind = metric.kind === 'counter' ? l10n.t('counter') : l10n.t('samples');
  const what = metric.unit ? l10n.t('{0}, in {1}', kind, metric.unit) : kind;
  return [
    `**${name}** (${what})`,
    localized(metric.meaning),
    metric.section && paperSection(metric.section),
    metric.needsWorkload && l10n.t('A saturated primary does not have it: it needs a workload.'),
    observedText(expression, name),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What a twin knows about a metric that its policy reads. */
function observedText(expression: NameExpression, name: string): string {
  const policy = AstUtils.getContainerOfType(expression, isPolicyDeclaration);
  const known = policy && OBSERVABLE.find((entry) => entry.metric === name);
  if (!known) return '';
  const isExact = policy.members.some((member) => member.$type === 'Observe' && member.view === 'exact');
  const seen = isExact ? known.exact : known.mirrored;
  return seen
    ? l10n.t('**Seen by a twin:** {0}', localized(seen))
    : l10n.t('**Seen by a twin:** not at all. {0}', localized(known.obstacle ?? ''));
}

function configurationText(name: string): string | undefined {
  const [holder, word, ...rest] = name.split('.');
  if (rest.length > 0 || !word) return undefined;
  const block =
    holder === 'management' ? 'management' : holder === 'primary' || holder === 'proposed' ? 'primary' : undefined;
  const property = block && propertyOf(block, word);
  if (!property) return undefined;
  const which =
    holder === 'proposed' ? l10n.t('of the configuration that is voted on') : l10n.t('of the configuration in force');
  return `**${name}**: ${which}\n\n${propertyText(property)}`;
}

function wordText(name: string): string | undefined {
  const known = [...PLOTS, ...INVARIANTS].find((entry) => entry.name === name);
  return known && `**${name}**\n\n${localized(known.meaning)}`;
}
