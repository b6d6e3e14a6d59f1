import { AstUtils } from 'langium';
import { isOverScenarios, scenarioOf } from '../../experiments/points.js';
import {
  type Axis,
  type ExperimentDeclaration,
  isExperimentDeclaration,
  type List,
  type Vary,
} from '../../generated/ast.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { dotted, wordsOf } from '../../names/text.js';
import { blockNamed, propertyOf } from '../../properties/blocks.js';
import { effectiveScenario } from '../../settings/effective.js';
import { isLocated, locate } from '../../settings/locate.js';
import { interpretValue } from '../../values/interpret.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';

/** The path of `vary` must be a property of a scenario, and its values must fit that property. */
export function axisMustFit(axis: Axis, report: Report, { files, declared }: RuleContext): void {
  const experiment = AstUtils.getContainerOfType(axis, isExperimentDeclaration);
  const scenario = experiment && scenarioOf(experiment);
  if (!axis.path) return;
  if (isOverScenarios(axis)) {
    const property = propertyOf('experiment', 'scenario');
    if (axis.values) valuesMustBeListed(axis.values, report);
    for (const item of axis.values?.items ?? [])
      if (property && item.$type !== 'Step') interpretValue([item], { property, files, declared, report });
    return;
  }
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
  // Values of a parameter are checked as part of their distribution.
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

/** Zipped axes must have the same number of values. */
export function zippedAxesMustBeEquallyLong(node: Vary, report: Report): void {
  const [first, ...others] = node.axes;
  for (const axis of others)
    if (axis.values && first?.values && axis.values.items.length !== first.values.items.length)
      report({
        code: 'value/many',
        message: `Zipped axes must have equally many values, but these have ${first.values.items.length} and ${axis.values.items.length}.`,
        node: axis.values,
      });
}

/** A property has one value at a point, so only one axis may vary it. */
export function axesMustBeOfDifferentProperties(experiment: ExperimentDeclaration, report: Report): void {
  const seen = new Map<string, Axis>();
  for (const axis of experiment.varies.flatMap(({ axes }) => axes)) {
    if (!axis.path) continue;
    const path = dotted(axis.path);
    const first = seen.get(path);
    if (first)
      report({
        code: 'property/duplicate',
        message: `\`${path}\` is varied twice.`,
        node: axis.path,
        related: [{ node: first.path, message: 'It is also varied here.' }],
      });
    else seen.set(path, axis);
  }
}
