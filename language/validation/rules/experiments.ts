import { AstUtils } from 'langium';
import { METRICS } from '../../../engine/measurement/metrics.js';
import {
  type Axis,
  type ExperimentDeclaration,
  isExperimentDeclaration,
  isScenarioDeclaration,
  type List,
  type Plot,
  type Property,
  type ScenarioDeclaration,
  type Search,
  type Until,
  type Vary,
} from '../../generated/ast.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { dotted, wordsOf } from '../../names/text.js';
import { blockNamed } from '../../properties/blocks.js';
import { PLOTS } from '../../properties/functions.js';
import { count, probability } from '../../properties/types.js';
import { effectiveScenario } from '../../settings/effective.js';
import { isLocated, locate } from '../../settings/locate.js';
import { expressionNames } from '../../values/expressions.js';
import { interpretValue } from '../../values/interpret.js';
import { typeOf } from '../../values/typing.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';
import { mustBeConstant } from './expressions.js';

/** The scenario that an experiment is about. */
export function scenarioOf(experiment: ExperimentDeclaration): ScenarioDeclaration | undefined {
  const property = experiment.properties.find((node) => node.path && dotted(node.path) === 'scenario');
  const [value] = property?.values ?? [];
  const target = value?.$type === 'NameExpression' ? value.segments[0]?.element?.ref : undefined;
  return isScenarioDeclaration(target) ? target : undefined;
}

/** What varies must be a property of a scenario, and its values must fit it. */
export function axisMustFit(axis: Axis, report: Report, { files, declared }: RuleContext): void {
  const experiment = AstUtils.getContainerOfType(axis, isExperimentDeclaration);
  const scenario = experiment && scenarioOf(experiment);
  if (!axis.path) return;
  const words = wordsOf(axis.path);
  const groups = scenario ? (effectiveScenario(scenario).topology?.groups.map((group) => group.name) ?? []) : [];
  const result = locate('scenario', words, groups);
  if (!isLocated(result)) {
    const names = blockNamed(result.block).properties.map((property) => property.name);
    const word = words[result.index] ?? '';
    const suggestions = nearest(word, [...names, ...(result.block === 'topology' ? groups : [])]);
    report({
      code: 'property/unknown',
      message: `There is no property \`${words.join('.')}\`.${didYouMean(suggestions)}`,
      node: axis.path.segments[result.index] ?? axis.path,
      suggestions,
    });
    return;
  }
  if (axis.values) valuesMustBeListed(axis.values, report);
  // Values of a parameter are checked with the distribution that they go into.
  if (result.parameter !== undefined || !axis.values) return;
  for (const item of axis.values.items)
    if (item.$type !== 'Step') interpretValue([item], { property: result.property, files, declared, report });
}

function valuesMustBeListed(list: List, report: Report): void {
  if (list.items.length === 0)
    report({ code: 'value/unexpected', message: 'At least one value is needed.', node: list });
  for (const item of list.items)
    if (item.$type === 'Step')
      report({ code: 'value/unexpected', message: 'A value is expected here, without `for`.', node: item });
}

/** Axes that vary together have equally many values. */
export function zippedAxesMustBeEquallyLong(node: Vary, report: Report): void {
  const [first, ...others] = node.axes;
  for (const axis of others)
    if (axis.values && first?.values && axis.values.items.length !== first.values.items.length)
      report({
        code: 'value/many',
        message: `Zipped values go in pairs, but there are ${first.values.items.length} and ${axis.values.items.length}.`,
        node: axis.values,
      });
}

export function plotsMustBeKnown(node: Plot, report: Report): void {
  const known = [...PLOTS.map((plot) => plot.name), ...METRICS.map((metric) => metric.name)];
  for (const item of node.items) {
    const name = item.$type === 'NameExpression' && !item.call ? dotted(item) : undefined;
    if (name !== undefined && known.includes(name)) continue;
    const text = item.$cstNode?.text ?? '';
    const suggestions = nearest(text, known);
    report({
      code: 'value/unknown',
      message: `\`plot\` does not know \`${text}\`.${didYouMean(suggestions)} It takes ${PLOTS.map((plot) => `\`${plot.name}\``).join(', ')} or a metric.`,
      node: item,
      suggestions,
    });
  }
}

export function searchMustHaveRuns(node: Search, report: Report): void {
  mustBeConstant(node.runs, count({ min: 1 }), '`search faults for`', report);
}

/** `until 95% confidence of mean(delay.total) within 2%, at most 40` */
export function untilMustMakeSense(node: Until, report: Report): void {
  mustBeConstant(node.confidence, { ...probability, exclusiveMin: true }, 'The confidence', report);
  mustBeConstant(node.tolerance, { ...probability, exclusiveMin: true }, 'The tolerance', report);
  mustBeConstant(node.maximum, count({ min: 5 }), '`at most`', report);
  if (!node.statistic) return;
  const type = typeOf(node.statistic, expressionNames, report);
  if (type.kind === 'condition')
    report({
      code: 'expression/condition',
      message: 'A statistic is expected here, but this is a condition.',
      node: node.statistic,
    });
}

/** `replications` is a number or an `until`. */
export function replicationsMustBeCountOrUntil(property: Property, report: Report): void {
  if (!isExperimentDeclaration(property.$container) || !property.path || dotted(property.path) !== 'replications')
    return;
  for (const value of property.values)
    if (value.$type !== 'Until' && value.$type !== 'Quantity')
      report({
        code: 'value/unexpected',
        message: `\`replications\` expects a whole number, or \`until 95% confidence of mean(delay.total) within 2%, at most 40\`, but found \`${value.$cstNode?.text ?? ''}\`.`,
        node: value,
      });
}
