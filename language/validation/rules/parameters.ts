import { AstUtils } from 'langium';
import {
  type Expression,
  isDistributionDeclaration,
  isScenarioDeclaration,
  isTopologyDeclaration,
  type Property,
  type PropertyValue,
} from '../../generated/ast.js';
import { anyOf, didYouMean, nearest } from '../../names/nearest.js';
import { dotted } from '../../names/text.js';
import { distributionNamed } from '../../properties/distributions.js';
import type { PropertyDescription } from '../../properties/property.js';
import { type Bound, effectiveScenario, effectiveTopology } from '../../settings/effective.js';
import type { Located } from '../../settings/locate.js';
import { interpretValue } from '../../values/interpret.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';

/** Names of the parameters of a value: of its distribution, or of its call form. */
export function parametersOf(item: PropertyValue | undefined, property: PropertyDescription): string[] {
  if (!item) return [];
  switch (item.$type) {
    case 'Clamped':
      return parametersOf(item.distribution, property);
    case 'Quantity':
    case 'Binary':
    case 'Unary':
      return property.accepts.some((type) => type.kind === 'distribution') ? ['value'] : [];
    case 'NameExpression': {
      const target = item.segments[0]?.element?.ref;
      if (!item.call && isDistributionDeclaration(target)) return parametersOf(target.value, property);
      const name = dotted(item);
      for (const type of property.accepts)
        if (type.kind === 'option' && type.name === name)
          return (type.parameters ?? []).map((parameter) => parameter.name);
      return (distributionNamed(name)?.parameters ?? []).map((parameter) => parameter.name);
    }
    default:
      return [];
  }
}

/** A path may end with a parameter of the current value; its value must fit that parameter. */
export function parameterMustExist(property: Property, located: Located, report: Report, context: RuleContext): void {
  const parameter = located.parameter ?? '';
  for (const bound of boundsChangedBy(property, parameter)) {
    const item =
      bound.items[0] ?? (located.property.default ? context.defaults.value(located.property.default) : undefined);
    const known = parametersOf(item, located.property);
    if (!known.includes(parameter)) {
      const suggestions = nearest(parameter, known);
      const has = known.length === 0 ? 'no parameters' : `only ${anyOf(known).replace(' or ', ' and ')}`;
      report({
        code: 'distribution/parameter',
        message: `\`${located.property.name}\` is \`${item?.$cstNode?.text ?? ''}\` here, which has ${has}.${didYouMean(suggestions)}`,
        node: property,
        property: 'path',
        suggestions,
      });
      return;
    }
    if (!item) continue;
    const overrides = new Map<string, Expression>();
    for (const [name, changed] of bound.parameters) {
      const [value] = changed.items;
      if (value && value.$type !== 'Portion' && value.$type !== 'Until') overrides.set(name, value);
    }
    let found = false;
    const inside: Report = (finding) => {
      // Errors in the rest of the value are reported at their own place.
      const own = property.values.some((value) => AstUtils.hasContainerOfType(finding.node, (node) => node === value));
      if (own || finding.code === 'distribution/truncated' || finding.code === 'distribution/bounds') {
        found = true;
        report(own ? finding : { ...finding, node: property, property: 'values' });
      }
    };
    interpretValue([item], {
      property: located.property,
      files: context.files,
      declared: context.declared,
      report: inside,
      overrides,
    });
    if (found) return;
  }
}

/** The settings whose parameter a property changes: one, or one per group of the topology. */
function boundsChangedBy(property: Property, parameter: string): Bound[] {
  const scenario = AstUtils.getContainerOfType(property, isScenarioDeclaration);
  const topology = AstUtils.getContainerOfType(property, isTopologyDeclaration);
  const effective = scenario ? effectiveScenario(scenario) : undefined;
  const network = effective ? effective.topology : topology && effectiveTopology(topology);
  const bounds = [
    ...(effective?.settings.values() ?? []),
    ...(network?.settings.values() ?? []),
    ...(network?.groups.flatMap((group) => [...group.settings.values()]) ?? []),
  ];
  return bounds.filter((bound) => bound.parameters.get(parameter)?.node === property);
}
