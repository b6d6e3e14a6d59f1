import * as l10n from '@vscode/l10n';
import { isQuantity, isScenarioDeclaration, isTopologyDeclaration } from '../../generated/ast.js';
import { nearest } from '../../names/nearest.js';
import { blockNamed, blockOf, propertyOf } from '../../properties/blocks.js';
import type { BlockName, PropertyDescription } from '../../properties/property.js';
import { effectiveScenario, effectiveTopology } from '../../settings/effective.js';
import { isLocated } from '../../settings/locate.js';
import { exampleValue } from '../completion/values.js';
import { expectationAt } from '../place/expectation.js';
import { placeAt } from '../place/place-at.js';
import { surroundings } from '../place/surroundings.js';
import { propertyAt, tableAt } from '../place/tables.js';
import { type Fault, type Fix, type FixContext, type FixSource, insertAt, offsets, removal, replace } from './fix.js';
import { namesOf } from './insertions.js';
import { nodeAt } from './nodes.js';

/** Completes a property that has no value: its value or block, a name that its block has, or nothing of it. */
export const missingValue: FixSource = (fault, context) => {
  const { end } = offsets(fault);
  const text = fault.document.textDocument.getText();
  const place = placeAt(text, end, context.lexer);
  const groups = surroundings(fault.document, place, context.imports).groups.map(({ name }) => name);
  const { property } = expectationAt(place, groups);
  const value = property && possibleValue(property, fault, context);
  if (value) return [insertion(fault, value)];
  if (place.statement?.kind !== 'property' || fault.text !== ':') return [];
  const written = /[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*\s*:$/.exec(text.slice(0, end))?.[0] ?? ':';
  const start = end - written.length;
  const removing: Fix = {
    title: l10n.t('Remove `{0}`', written),
    edits: [removal(fault, start, end)],
  };
  const located = propertyAt(place, place.statement.path, groups);
  if (!located) return [{ ...removing, preferred: true }];
  if (isLocated(located)) {
    if (blockOf(located.property) === undefined) return [{ ...removing, preferred: true }];
    const block = `${written.slice(0, -1).trimEnd()} { }`;
    return [changed(fault, start, block), removing];
  }
  const path = place.statement.path;
  const unknown = located.index - (tableAt(place)?.path.length ?? 0);
  const others = unknown === path.length - 1 ? nameable(path[unknown], located.block) : [];
  const fixes = others.map((other) => {
    const name = [...path.slice(0, unknown), ...other.words].join('.');
    return changed(fault, start, `${name}: ${possibleValue(other.property, fault, context)}`);
  });
  return fixes.length > 0 ? [...fixes, removing] : [{ ...removing, preferred: true }];
};

function insertion(fault: Fault, value: string): Fix {
  return {
    title: l10n.t('Insert `{0}`', value),
    edits: [insertAt(fault, offsets(fault).end, ` ${value}`)],
    preferred: true,
  };
}

function changed(fault: Fault, start: number, newText: string): Fix {
  const range = { start: fault.document.textDocument.positionAt(start), end: fault.range.end };
  return { title: l10n.t('Change to `{0}`', newText), edits: [replace(range, newText)], preferred: true };
}

/** A value that leaves nothing to be mended, where there is one: a default, a declared name, or an example. */
function possibleValue(property: PropertyDescription, fault: Fault, context: FixContext): string {
  const [type] = property.accepts;
  const named = type?.kind === 'reference' ? namesOf(type.to, fault, context)[0] : undefined;
  return defaultFor(property, fault) ?? named ?? exampleValue(property);
}

/** What small topologies have instead of a default with more peers or nodes than they have. */
const OF_ALL: Readonly<Record<string, string>> = { 'regular(16)': 'full', 'random(16)': 'all' };

function defaultFor({ default: written }: PropertyDescription, fault: Fault): string | undefined {
  const ofAll = written === undefined ? undefined : OF_ALL[written];
  const nodes = ofAll === undefined ? undefined : nodesAround(fault);
  return nodes !== undefined && nodes <= 16 ? ofAll : written;
}

/** The nodes of the topology or the scenario that a fault is in; undefined if it does not say. */
function nodesAround(fault: Fault): number | undefined {
  const scenario = nodeAt(fault, isScenarioDeclaration);
  const alone = scenario ? undefined : nodeAt(fault, isTopologyDeclaration);
  const topology = scenario ? effectiveScenario(scenario).topology : alone && effectiveTopology(alone);
  const counts = topology?.groups.map(({ settings }) => settings.get('nodes')?.items[0]) ?? [];
  if (counts.length === 0 || !counts.every(isQuantity)) return undefined;
  return counts.reduce((sum, { value }) => sum + value, 0);
}

/** Where the scenario has properties that are often written beside the block that they belong to. */
const HOMES: readonly BlockName[] = ['primary', 'management', 'topology'];

/**
 * Properties that may be meant by a word that a block does not have, by their paths from it. A word that another block has is
 * not a misspelt one.
 */
function nameable(word: string, block: BlockName): { words: string[]; property: PropertyDescription }[] {
  const similar = nearest(
    word,
    blockNamed(block).properties.map(({ name }) => name),
  );
  if (block !== 'scenario' && HOMES.some((home) => home !== block && propertyOf(home, word))) return [];
  const homes = block === 'scenario' && similar.length === 0 ? HOMES.filter((home) => propertyOf(home, word)) : [];
  return [...similar.map((name) => [name]), ...homes.map((home) => [home, word])].flatMap((words) => {
    const property = words.length > 1 ? propertyOf(words[0] as BlockName, words[1]) : propertyOf(block, words[0]);
    return property && blockOf(property) === undefined ? [{ words, property }] : [];
  });
}
