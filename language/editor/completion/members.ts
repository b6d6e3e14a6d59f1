import * as l10n from '@vscode/l10n';
import { blockNamed, blockOf } from '../../properties/blocks.js';
import { distributionNamed } from '../../properties/distributions.js';
import type { BlockName, PropertyDescription } from '../../properties/property.js';
import { DECIDED_PROPERTIES } from '../../values/decided.js';
import { propertyText } from '../hover/property-text.js';
import { localized } from '../localized.js';
import { type BlockKind, container, innermost, type Place } from '../place/place.js';
import { tableAt, tableBehind } from '../place/tables.js';
import { escaped, Kind, type Offer } from './item.js';
import { exampleValue } from './values.js';

interface Phrase {
  readonly label: string;
  readonly snippet: string;
  readonly detail: string;
}

/** Statements that begin with a keyword, by the block that contains them. */
const PHRASES: Partial<Record<BlockKind, readonly Phrase[]>> = {
  topology: [
    {
      label: 'group',
      snippet: 'group ${1:Name} { nodes: ${2:4}  at: ${3:worldwide} }',
      detail: 'a named set of nodes',
    },
  ],
  scenario: [
    {
      label: 'expect',
      snippet: 'expect "${1:soon enough}" ${2:p95(delay.total) < 20s}',
      detail: 'a condition that a run must meet',
    },
  ],
  experiment: [
    {
      label: 'vary',
      snippet: 'vary ${1:primary.blockSize} over [${2:1MB, 2MB}]',
      detail: 'what varies; several make a grid',
    },
    {
      label: 'zip',
      snippet: 'zip ${1:primary.blockInterval} over [${2:100ms, 200ms}]',
      detail: 'pairs its values with those of the axis before',
    },
    { label: 'plot', snippet: 'plot ${1:delays, overhead}', detail: 'what is plotted' },
    {
      label: 'choose',
      snippet: 'choose ${1|minimise,maximise|} ${2:mean(delay.total)}',
      detail: 'the best of the points that meet every expectation',
    },
    {
      label: 'expect',
      snippet: 'expect "${1:costs more}" ${2:rising(mean(delay.total))}',
      detail: 'what must hold across the varied values',
    },
    {
      label: 'search faults',
      snippet: 'search faults for ${1:500} runs',
      detail: 'looks for the schedule that breaks an expectation',
    },
    {
      label: 'stop on first broken expectation',
      snippet: 'stop on first broken expectation',
      detail: 'ends the search early',
    },
  ],
  policy: [
    { label: 'propose current', snippet: 'propose current', detail: 'always the configuration in force' },
    {
      label: 'observe',
      snippet: 'observe over ${1:60s} {\n    ${2:backlog} = ${3:mean(primary.pool)}\n}',
      detail: 'what the twin observes before it decides',
    },
    {
      label: 'when',
      snippet: 'when ${1:backlog > 2000tx} {\n    ${2:primary.blockSize = 2MB}\n}',
      detail: 'a rule; the first that holds wins',
    },
    {
      label: 'simulate',
      snippet:
        'simulate {\n    ${1:primary.blockSize} in [${2:1MB, 2MB}]\n    horizon: ${3:60s}\n    maximise: ${4:mean(primary.throughput)}\n}',
      detail: 'simulates every candidate and proposes the best',
    },
    {
      label: 'learn',
      snippet:
        'learn qLearning {\n    state: ${1:bins(backlog, [100tx, 1000tx])}\n    ${2:primary.blockSize} in [${3:1MB, 2MB}]\n    reward: ${4:mean(primary.throughput)}\n}',
      detail: 'learns which configuration pays off',
    },
    { label: 'accept when', snippet: 'accept when ${1:proposed.blockSize <= 8MB}', detail: 'what the twin votes for' },
    {
      label: 'accept within',
      snippet: 'accept within ${1:10%} of own best',
      detail: 'with `simulate`: nearly as good as its own choice',
    },
  ],
  learn: [
    {
      label: 'simulate unseen',
      snippet: 'simulate unseen {\n    horizon: ${1:60s}\n}',
      detail: 'looks ahead in new states',
    },
  ],
  faults: [
    { label: 'at', snippet: 'at ${1:2min} { ${2:crash 3 nodes for 90s} }', detail: 'faults that begin at a time' },
    {
      label: 'from',
      snippet: 'from ${1:2min} to ${2:4min} { ${3:drop 1% of messages} }',
      detail: 'faults that last for a period',
    },
    {
      label: 'byzantine',
      snippet: 'byzantine ${1:1 twin} { propose: ${2:silent} }',
      detail: 'nodes or twins that may do anything',
    },
  ],
  event: [
    { label: 'crash', snippet: 'crash ${1:3 nodes} for ${2:90s}', detail: 'nodes that stop' },
    {
      label: 'partition',
      snippet: 'partition ${1:Banks} | ${2:Ports} for ${3:30s}',
      detail: 'sides that cannot reach each other',
    },
    { label: 'drop', snippet: 'drop ${1:1%} of messages for ${2:1min}', detail: 'messages that are lost' },
    {
      label: 'duplicate',
      snippet: 'duplicate ${1:1%} of messages for ${2:1min}',
      detail: 'messages that arrive twice',
    },
    {
      label: 'delay',
      snippet: 'delay ${1:1%} of messages by ${2:1s} for ${3:1min}',
      detail: 'messages that arrive later',
    },
    { label: 'slow', snippet: 'slow ${1:3 nodes} by ${2:3} for ${3:1min}', detail: 'nodes that take longer' },
  ],
};

/** What may begin where a statement can: missing properties first, then phrases. */
export function memberOffers(place: Place, groups: readonly string[]): Offer[] {
  const kind = innermost(place)?.kind;
  if (kind === 'rule') return decidedOffers(place);
  const properties = propertyOffers(place, groups);
  const forGroup = isInManagement(place) ? [phraseOffer(GROUP_POLICY)] : [];
  if (place.qualifier.length > 0) return [...properties, ...forGroup];
  const phrases = (kind && PHRASES[kind]) ?? [];
  const choices = kind === 'simulate' || kind === 'learn' ? choiceOffers() : [];
  return [...properties, ...choices, ...phrases.map(phraseOffer), ...forGroup];
}

/** Whether the properties that may stand at a place are those of the management chain: `management.`, or in its block. */
function isInManagement(place: Place): boolean {
  const around = container(place);
  return around?.block.kind === 'scenario' && [...around.path, ...place.qualifier].join('.') === 'management';
}

const GROUP_POLICY: Phrase = {
  label: 'policy for',
  snippet: 'policy for ${1:Group}: ${2:Policy}',
  detail: 'a policy for the twins of one group',
};

function phraseOffer({ label, snippet, detail }: Phrase): Offer {
  return { label, kind: Kind.Keyword, snippet, detail: localized(detail), rank: 6 };
}

/** In new states, the reward is maximised. */
const GOALS: ReadonlySet<string> = new Set(['maximise', 'minimise']);

function propertyOffers(place: Place, groups: readonly string[]): Offer[] {
  const table = tableAt(place);
  if (!table) return [];
  const path = [...table.path, ...place.qualifier];
  const target = tableBehind(table.block, path, groups);
  if (!target) return [];
  if ('parameterOf' in target) return parameterOffers(target.parameterOf.property);
  const isGroupLevel = target.block === 'topology' && target.inScenario;
  const isSet = (name: string) => {
    const full = [...path, name].join('.');
    return place.set.includes(full);
  };
  const offers = blockNamed(target.block)
    .properties.filter((property) => !isSet(property.name) || opensBlockToo(property))
    .filter((property) => innermost(place)?.kind !== 'unseen' || !GOALS.has(property.name))
    .filter((property) => !(isGroupLevel && property.name === 'nodes' && groups.length > 0))
    .map((property) => propertyOffer(property, target.block));
  const named = isGroupLevel
    ? groups.map(
        (name): Offer => ({
          label: name,
          kind: Kind.Module,
          detail: l10n.t('group'),
          text: `${name}.`,
          continues: true,
          rank: 4,
        }),
      )
    : [];
  const nested = table.block === 'scenario' && path.length === 0 && place.end > place.start ? nestedOffers(place) : [];
  return [...offers, ...named, ...nested];
}

const NESTED = ['primary', 'management', 'topology'] as const;

/** Properties of a scenario's blocks that the word being typed may be the beginning of. */
function nestedOffers(place: Place): Offer[] {
  return NESTED.flatMap((block) =>
    blockNamed(block)
      .properties.filter((property) => !place.set.includes(`${block}.${property.name}`))
      .filter((property) => !property.accepts.every((type) => type.kind === 'block'))
      .map((property): Offer => {
        const { snippet = '', ...offer } = propertyOffer(property, block);
        const label = `${block}.${property.name}`;
        return { ...offer, label, snippet: `${block}.${snippet}`, filter: property.name, rank: 7, preselect: false };
      }),
  );
}

/** `topology: T` and `topology.bandwidth: …` may both be set. */
function opensBlockToo(property: PropertyDescription): boolean {
  return blockOf(property) !== undefined && property.accepts.length > 1;
}

function propertyOffer(property: PropertyDescription, block: BlockName): Offer {
  const onlyBlock = property.accepts.every((type) => type.kind === 'block');
  const value = property.default ?? exampleValue(property);
  const written = property.default ?? (property.defaultNote && localized(property.defaultNote));
  return {
    label: property.name,
    kind: Kind.Property,
    detail: property.required
      ? l10n.t('required')
      : written
        ? l10n.t('default: {0}', written)
        : localized(blockNamed(block).title),
    documentation: propertyText(property),
    snippet: onlyBlock ? `${property.name} {\n    $0\n}` : `${property.name}: \${1:${escaped(value)}}`,
    rank: property.required ? 1 : 3,
    preselect: property.required,
  };
}

/** Parameters of the value that a property may have: `bandwidth.sd`. */
function parameterOffers(property: PropertyDescription): Offer[] {
  const names = new Map<string, string>();
  const form = /^(\w+)\(/.exec(property.default ?? '')?.[1];
  for (const type of property.accepts) {
    if (type.kind === 'option') for (const { name, meaning } of type.parameters ?? []) names.set(name, meaning);
    if (type.kind === 'distribution')
      for (const { name, meaning } of distributionNamed(form ?? 'normal')?.parameters ?? []) names.set(name, meaning);
  }
  return [...names].map(
    ([name, meaning]): Offer => ({
      label: name,
      kind: Kind.Property,
      detail: localized(meaning),
      snippet: `${name}: $0`,
    }),
  );
}

/** What a rule can assign. */
function decidedOffers(place: Place): Offer[] {
  if (place.qualifier.length > 1 || (place.qualifier.length === 1 && place.qualifier[0] !== 'primary')) return [];
  const prefix = place.qualifier.length === 0 ? 'primary.' : '';
  return DECIDED_PROPERTIES.map((name): Offer => {
    const property = blockNamed('primary').properties.find((candidate) => candidate.name === name);
    return {
      label: `${prefix}${name}`,
      kind: Kind.Property,
      snippet: `${prefix}${name} = \${1:${escaped(property?.default ?? '')}}`,
      documentation: property && propertyText(property),
    };
  });
}

/** What twins choose among. */
function choiceOffers(): Offer[] {
  return DECIDED_PROPERTIES.map((name): Offer => {
    const property = blockNamed('primary').properties.find((candidate) => candidate.name === name);
    return {
      label: `primary.${name} in`,
      kind: Kind.Property,
      snippet: `primary.${name} in [\${1:${escaped(property?.default ?? '')}}]`,
      documentation: property && propertyText(property),
      rank: 4,
    };
  });
}

/** Paths after `vary`, `zip` and in choices: every property, and parameters of distributions after their dot. */
export function pathOffers(place: Place, groups: readonly string[]): Offer[] {
  const target = tableBehind('scenario', place.qualifier, groups);
  if (!target) return [];
  if ('parameterOf' in target)
    return parameterOffers(target.parameterOf.property).map((offer) => ({ ...offer, snippet: undefined }));
  const offers = blockNamed(target.block).properties.map((property): Offer => {
    const opens = property.accepts.some((type) => type.kind === 'block');
    const onlyBlock = property.accepts.every((type) => type.kind === 'block');
    return {
      label: property.name,
      kind: Kind.Property,
      detail: property.default,
      documentation: propertyText(property),
      ...(onlyBlock ? { text: `${property.name}.` } : {}),
      ...(opens ? { continues: true } : {}),
    };
  });
  const named =
    target.block === 'topology' && target.inScenario
      ? groups.map(
          (name): Offer => ({
            label: name,
            kind: Kind.Module,
            detail: l10n.t('group'),
            text: `${name}.`,
            continues: true,
          }),
        )
      : [];
  return [...offers, ...named];
}
