import { type GoodCase, PROTOCOLS } from '../../engine/consensus/protocols.js';
import { LIMITS, SHORTEST_ROUND } from '../../engine/limits/limits.js';
import { METRICS } from '../../engine/measurement/metrics.js';
import { CITIES, REGIONS, WORLDWIDE } from '../../engine/model/cities.js';
import { CLOUD_REGIONS } from '../../engine/model/cloud-regions.js';
import { LARGEST_NUMBER, SMALLEST_NUMBER } from '../../engine/model/magnitudes.js';
import { OBSERVABLE } from '../../engine/twins/observable.js';
import { DIMENSIONS, sameDimension } from '../dimensions/dimension.js';
import { UNITS } from '../dimensions/units.js';
import { LARGEST_SCENARIO_FILE } from '../documents/read-text.js';
import { LARGEST_DATA_FILE } from '../imports/data-files.js';
import { BLOCKS } from '../properties/blocks.js';
import { describeAccepted } from '../properties/describe.js';
import { DISTRIBUTIONS } from '../properties/distributions.js';
import { DIRECTIONS, FUNCTIONS, INVARIANTS, PLOTS } from '../properties/functions.js';
import type { BlockDescription, OptionType, PropertyDescription, Range, ValueType } from '../properties/property.js';
import { signature } from '../values/arguments.js';
import { describeRange, UPPER_BOUNDS, writeQuantity } from '../values/ranges.js';
import { table } from './markdown.js';
import { policySection } from './policy-section.js';

/** `docs/reference.md`: the tables of the language as one page. */
export function referencePage(): string {
  return `${[
    INTRODUCTION,
    ...BLOCKS.flatMap((block) =>
      block.name === 'simulate' ? [policySection(), blockSection(block)] : [blockSection(block)],
    ),
    unitsSection(),
    distributionsSection(),
    expressionsSection(),
    metricsSection(),
    protocolsSection(),
    placesSection(),
    limitsSection(),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `# Reference of the scenario language

<!-- Written by \`npm run generate\` from the tables in the program. Do not edit. -->

Files end in \`.twin\`. \`//\` and \`/* */\` are comments; a \`/** */\` comment before a declaration is its documentation.
Errors and warnings have codes, which [errors.md](errors.md) explains.

| declaration | what it is |
| --- | --- |
| \`import "other.twin"\` | brings every name of the other file, and of its imports, into scope |
| \`distribution N = D\` | a named distribution |
| \`topology N { … }\` | nodes, their places, their peers, and their links |
| \`workload N { … }\` | arrivals and sizes of transactions, the capacity of the pool |
| \`policy N { … }\` | what a twin proposes and accepts |
| \`faults N { … }\` | a schedule of faults and Byzantine nodes |
| \`scenario N extends M { … }\` | one simulated system; \`extends\` inherits everything and overrides by property |
| \`experiment N extends M { … }\` | a scenario, what varies, how often it is repeated, what is plotted, expected and chosen; \`extends\` inherits everything of another experiment |

A property is \`name: value\`; \`a.b: value\` sets one property of a nested block, \`name { … }\` opens the block, and both
mean the same. All declarations share one namespace. Paths of files are relative to the file that names them and stay
inside the folder that was opened.

\`topology: T\` refers to a topology; \`topology.x: v\` beside it changes this scenario's copy, for all groups, and
\`topology.Group.x: v\` for one. A child's own \`topology:\` drops inherited \`topology.x\`. A path may end with a parameter of
the value in force: \`topology.bandwidth.sd: 1MB/s\`, \`management.interval.mean: 60s\`. A named distribution is copied then,
not changed for others.

Where a value must be positive and its distribution can go below zero, it is redrawn until it is positive; a warning says
so where that happens to more than one value in ten thousand.`;

function blockSection(block: BlockDescription): string {
  const rows = block.properties.map((property) => propertyRow(property));
  const options = block.properties.flatMap(optionsOf);
  return [
    `## ${block.title}`,
    block.meaning,
    `\`\`\`twin\n${block.example}\n\`\`\``,
    table(['property', 'takes', 'range', 'default', 'meaning', 'section'], rows),
    ...(options.length > 0 ? [options.join('\n')] : []),
  ].join('\n\n');
}

function propertyRow(property: PropertyDescription): string[] {
  return [
    `\`${property.name}\``,
    `${describeAccepted(property)}${property.list ? '; a list' : ''}`,
    rangeText(property),
    defaultText(property),
    property.meaning,
    property.section ?? '',
  ];
}

function rangeText(property: PropertyDescription): string {
  const ranges = property.accepts.flatMap((type) => rangeOf(type) ?? []);
  return [...new Set(ranges)].join('; ');
}

function rangeOf(type: ValueType): string | undefined {
  if (type.kind === 'distribution') return type.positive ? 'greater than 0' : type.min === 0 ? 'at least 0' : undefined;
  if (type.kind !== 'quantity') return undefined;
  const range: Range = type;
  return range.min === undefined && range.max === undefined ? undefined : describeRange(range, type.dimension);
}

function defaultText(property: PropertyDescription): string {
  if (property.required) return property.defaultNote ?? 'required';
  const parts = [property.default === undefined ? '' : `\`${property.default}\``, property.defaultNote ?? ''];
  return parts.filter((part) => part !== '').join('; ') || 'none';
}

function optionsOf(property: PropertyDescription): string[] {
  const described = property.accepts.flatMap((type) => {
    if (type.kind === 'option') return [`  - \`${nameOf(type)}\`: ${type.meaning}${planned(type)}`];
    if (type.kind === 'file') return [`  - \`${type.name} "file.csv"\`: ${type.meaning}`];
    if (type.kind === 'steps') return [`  - \`${type.name}([…])\`: ${type.meaning}`];
    return [];
  });
  return described.length === 0 ? [] : [`- \`${property.name}\``, ...described];
}

function nameOf(option: OptionType): string {
  return option.parameters ? signature(option.name, option.parameters) : option.name;
}

function planned(type: { readonly planned?: boolean }): string {
  return type.planned ? ' *Not simulated yet.*' : '';
}

function unitsSection(): string {
  const rows = UNITS.map((unit) => {
    const dimension = DIMENSIONS.find((entry) => sameDimension(entry.dimension, unit.dimension));
    return [`\`${unit.name}\``, unit.meaning, dimension?.name ?? '', `${unit.factor} ${dimension?.unit ?? ''}`.trim()];
  });
  return [
    '## Units',
    `A quantity is a number and a unit on the same line: \`30s\` and \`30 s\` are the same. A bare number is a count or a ratio.
Rates read as one unit, \`10MB/s\`; to divide, put spaces around the \`/\`: \`1MB / 10MB/s\` is a time. Every expression has a
dimension, and it is checked.`,
    table(['unit', 'meaning', 'dimension', 'in SI'], rows),
  ].join('\n\n');
}

function distributionsSection(): string {
  const rows = DISTRIBUTIONS.map((form) => [
    `\`${form.form === 'call' ? signature(form.name, form.parameters) : form.name}\``,
    form.meaning,
    form.parameters.map((parameter) => `\`${parameter.name}\`: ${parameter.meaning}`).join('; '),
    `\`${form.example}\``,
  ]);
  return [
    '## Distributions',
    `Arguments may be named: \`normal(mean: 30s, sd: 5s)\`. Each may be followed by \`clamped to [lo, hi]\`: values are redrawn until
they lie inside, so none pile up at the bounds. A plain quantity stands for \`constant\`.`,
    table(['distribution', 'meaning', 'parameters', 'example'], rows),
  ].join('\n\n');
}

function expressionsSection(): string {
  const rows = FUNCTIONS.map((entry) => [`\`${entry.name}(${entry.parameters.join(', ')})\``, entry.meaning]);
  return [
    '## Expressions',
    `Policies, rewards and expectations use \`+ - * /\`, comparisons, \`and or not\` and these functions. A dotted name is a metric
or a property (\`primary.blockSize\`: the configuration in force; \`proposed.blockSize\`, in \`accept\`: the one voted on); a bare
name is an observation of the policy, or a word of the property that it is compared with. A counter without a statistic is its total.`,
    table(['function', 'meaning'], rows),
    '`expect "…" always …` names an invariant that is watched in every run:',
    table(
      ['invariant', 'meaning'],
      INVARIANTS.map((entry) => [`\`${entry.name}\``, entry.meaning]),
    ),
    '`plot` takes metrics (their means), statistics of one (`p95(primary.latency)`), and these:',
    table(
      ['plot', 'meaning'],
      PLOTS.map((entry) => [`\`${entry.name}\``, entry.meaning]),
    ),
    `\`choose minimise p95(primary.latency)\` picks one of the points that meet every expectation: the one at which the mean
of the objective over the replications is smallest, or largest. The objective is any quantity that an expectation may read, a
property such as \`primary.blockSize\` included. Each of several goals gets its own point. An expectation that compares points,
such as \`rising\`, does not apply to a single point and is ignored here.`,
    table(
      ['direction', 'meaning'],
      DIRECTIONS.map((entry) => [`\`${entry.name}\``, entry.meaning]),
    ),
    `An experiment that \`extends\` another inherits its scenario, axes, replications, plots, goals and expectations. A property,
a \`vary\` of the same path and an expectation of the same text take the place of the inherited one; \`plot\` and \`choose\`
replace the inherited ones altogether; other axes are added.`,
  ].join('\n\n');
}

function metricsSection(): string {
  const rows = METRICS.map((metric) => [
    `\`${metric.name}\``,
    metric.unit,
    metric.kind,
    `${metric.meaning}${metric.needsWorkload ? ' Needs a workload.' : ''}`,
    metric.section ?? '',
  ]);
  const observed = OBSERVABLE.map(({ metric, mirrored, exact, obstacle = '' }) => [
    `\`${metric}\``,
    mirrored ?? `Not observable. ${obstacle}`,
    exact ?? `Not observable. ${obstacle}`,
  ]);
  return [
    '## Metrics',
    table(['metric', 'unit', 'kind', 'meaning', 'section'], rows),
    `\`primary.confirmed within 10s\` is the share, from 0 to 1, of the transactions that are in a committed block within this time
of their submission. Dropped ones count as not confirmed; those that have waited for less when the run ends are not counted. Needs
a workload. It has one value per run, so it needs no statistic, and it is measured if an expectation, a plot or a goal reads it;
twins do not observe it. Results show a percentage, files the number.`,
    `What a twin observes of them, over the window before the end of an interval: \`with mirrored\` what its own node has seen,
\`with exact\` what the simulation knows of the whole system. A statistic without samples has no value, and a rule or an
\`accept when\` that needs it does not hold; a count is then 0. A rate is per second of the window, or of the run if
that is shorter.`,
    table(['metric', 'mirrored', 'exact'], observed),
  ].join('\n\n');
}

function protocolsSection(): string {
  const nodes = 32;
  const tell = ({ steps, broadcasts, sends }: GoodCase) => [String(steps.length), `${broadcasts} + ${sends}`];
  const rows = PROTOCOLS.flatMap(({ name, title, meaning, source, goodCase, overlapping }) => [
    [`\`${name}\``, title, meaning, ...tell(goodCase(nodes)), source],
    ...(overlapping
      ? [[`\`${name}\``, title, 'A block of the primary, where heights overlap.', ...tell(overlapping(nodes)), source]]
      : []),
  ]);
  const head = ['name', 'title', 'meaning', 'message delays', `broadcasts + single messages of ${nodes}`, 'source'];
  return `## Consensus protocols\n\nThe delays and messages are those of a decision without faults or, if heights overlap, those from one proposal to\nthe next.\n\n${table(head, rows)}`;
}

function placesSection(): string {
  const rows = REGIONS.map((region) => [
    `\`region "${region}"\``,
    CITIES.filter((city) => city.region === region)
      .map(({ name, remote }) => (remote ? `${name}*` : name))
      .join(', '),
  ]);
  const clouds = [...new Set(CLOUD_REGIONS.map(({ provider }) => provider))].map((provider) => [
    provider,
    CLOUD_REGIONS.filter((place) => place.provider === provider)
      .map(({ name, area }) => `${name} (${area})`)
      .join(', '),
  ]);
  return [
    '## Places',
    `\`worldwide\` draws uniformly, with replacement, among the ${WORLDWIDE.length} cities below that have no star; \`region "Europe"\` among all those of one region;
a name such as \`"Berlin"\` is that city; \`(52.5, 13.4)\` is any other place, as latitude and longitude in degrees.`,
    table(['region', 'cities'], rows),
    'Cloud regions are places, too, under the names that their providers use, such as `"eu-central-1"`. They are never drawn at random.',
    table(['cloud', 'regions'], clouds),
    'Places of your own are declared with a name, in this file or an import: `site "HQ-Geneva" at (46.2, 6.15)`. They can be used wherever a city can, in `at` and in a latency matrix.',
  ].join('\n\n');
}

function limitsSection(): string {
  return [
    '## Limits',
    table(
      ['what', 'limit'],
      [
        ['nodes of a topology', String(LIMITS.nodes)],
        ['transmissions of a run, by estimate', LIMITS.transmissions.toExponential(0)],
        ['transactions that arrive during a run, by estimate', LIMITS.arrivals.toExponential(0)],
        ['memory of a run, by estimate', `${LIMITS.bytes / 1e9} GB`],
        ['shortest round of the primary, by estimate', `${SHORTEST_ROUND * 1e6} µs`],
        ...UPPER_BOUNDS.map(({ dimension, most, what }) => [what, writeQuantity(most, dimension)]),
        ['numbers', `0, and ${SMALLEST_NUMBER.toExponential(0)} to ${LARGEST_NUMBER.toExponential(0)}`],
        ['size of a scenario file', `${LARGEST_SCENARIO_FILE / 1e6} MB`],
        ['size of a data file', `${LARGEST_DATA_FILE / 1e6} MB`],
      ],
    ),
  ].join('\n\n');
}
