import type { Property } from '../../generated/ast.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { dotted } from '../../names/text.js';
import { blockNamed, blockOf } from '../../properties/blocks.js';
import { describeAccepted } from '../../properties/describe.js';
import type { BlockName } from '../../properties/property.js';
import { type Container, groupsAround, located, placeOf } from '../../settings/containers.js';
import { flatten, isPolicyOfManagement } from '../../settings/effective.js';
import { isLocated, type UnknownStep } from '../../settings/locate.js';
import { interpretValue } from '../../values/interpret.js';
import type { RuleContext } from '../context.js';
import type { Report } from '../report.js';
import { parameterMustExist } from './parameters.js';

/** The path of a property must exist in its block. Blocks are checked through their content. */
export function propertyMustExist(property: Property, report: Report): void {
  if (!property.path) return;
  const result = located(property);
  if (isLocated(result)) return;
  const { words } = placeOf(property);
  const own = property.path.segments.length;
  const index = result.index - (words.length - own);
  // An unknown outer part of the path is reported at its own block.
  if (index < 0) return;
  reportUnknownStep(property, result, words[result.index] ?? '', Math.min(index, own - 1), report);
}

function reportUnknownStep(
  property: Property,
  unknown: UnknownStep,
  word: string,
  index: number,
  report: Report,
): void {
  const segment = property.path.segments[index];
  const title = unknown.block === 'scenario' || unknown.block === 'topology' ? unknown.block : `\`${unknown.block}\``;
  if (unknown.property) {
    report({
      code: 'property/unknown',
      message: `\`${unknown.property.name}\` has no property \`${word}\`.`,
      node: segment,
    });
    return;
  }
  const names = blockNamed(unknown.block).properties.map((entry) => entry.name);
  const groups = unknown.block === 'topology' ? groupsAround(property) : [];
  // A word that another block has is not a misspelt one.
  const home = isInScenario(property) ? homeOf(word, unknown.block) : undefined;
  const suggestions = home ? [] : nearest(word, [...names, ...groups]);
  report({
    code: 'property/unknown',
    message: `${title === unknown.block ? `A ${title}` : title} has no property \`${word}\`.${didYouMean(suggestions)}${home?.told ?? ''}`,
    node: segment,
    suggestions,
    details: { block: unknown.block, name: word, ...(home ? { home: home.path } : {}) },
  });
}

function isInScenario(property: Property): boolean {
  return placeOf(property).container.$type === 'ScenarioDeclaration';
}

const HOMES = ['primary', 'management', 'topology'] as const;

/** Properties are often written in another block: `blockSize` beside `primary` instead of in it, `policy` in `primary`. */
function homeOf(word: string, block: BlockName): { path: string; told: string } | undefined {
  if (block !== 'scenario' && !HOMES.some((home) => home === block)) return undefined;
  const has = (home: BlockName) => blockNamed(home).properties.some((property) => property.name === word);
  const homes = HOMES.filter(has);
  if (homes.length > 0) {
    const path = `${homes[0]}.${word}`;
    return { path, told: ` It belongs to ${homes.map((home) => `\`${home}\``).join(' or ')}: \`${path}\`.` };
  }
  return block !== 'scenario' && has('scenario') ? { path: word, told: ' It belongs to the scenario.' } : undefined;
}

/** A property that opens a block has a block, any other a value. */
export function blockMustFit(property: Property, report: Report): void {
  const result = located(property);
  if (!isLocated(result) || result.parameter !== undefined) return;
  const nested = blockOf(result.property);
  const takesValue = result.property.accepts.some((type) => type.kind !== 'block');
  if (property.block && !nested)
    report({
      code: 'property/block',
      message: `\`${result.property.name}\` holds a value, not a block: \`${result.property.name}: …\`. It takes ${describeAccepted(result.property)}.`,
      node: property,
      property: 'path',
    });
  if (!property.block && nested && !takesValue && property.values.length > 0)
    report({
      code: 'property/block',
      message: `\`${result.property.name}\` opens a block: \`${result.property.name} { … }\`.`,
      node: property,
      property: 'path',
    });
}

/** Only the policy of the management nodes can differ by group. */
export function propertyForGroupMustBePolicy(property: Property, report: Report): void {
  if (!property.groupPolicy || isPolicyOfManagement(property) || !isLocated(located(property))) return;
  report({
    code: 'property/group',
    message: `\`${dotted(property.path)}\` is the same for all groups: only a policy can be set for one, \`management.policy for ${property.groupPolicy.group?.$refText ?? 'Group'}: …\`.`,
    node: property,
    property: 'path',
  });
}

/** The value must be one that the property accepts. */
export function valueMustFit(property: Property, report: Report, context: RuleContext): void {
  if (property.block || property.values.length === 0) return;
  const result = located(property);
  if (!isLocated(result) || !result.property.accepts.some((type) => type.kind !== 'block')) return;
  if (result.parameter === undefined)
    interpretValue(property.values, {
      property: result.property,
      files: context.files,
      declared: context.declared,
      report,
    });
  else parameterMustExist(property, result, report, context);
}

/** `a.b: v` and `a { b: v }` set the same property: once per block. */
export function propertiesMustNotRepeat(container: Container, report: Report): void {
  const properties = container.$type === 'Change' ? [container.property] : container.properties;
  const seen = new Map<string, Property>();
  for (const { words, node } of flatten(properties)) {
    const path = words.join('.');
    const first = seen.get(path);
    if (!first) {
      seen.set(path, node);
      continue;
    }
    report({
      code: 'property/duplicate',
      message: `\`${path}\` is set twice.`,
      node,
      property: 'path',
      related: [{ node: first, message: `\`${path}\` is set here first.` }],
    });
  }
}
