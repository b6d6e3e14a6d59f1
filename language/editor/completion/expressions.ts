import * as l10n from '@vscode/l10n';
import { METRICS, type Metric } from '../../../engine/measurement/metrics.js';
import { SAMPLE_STATISTICS } from '../../../engine/model/expression.js';
import { OBSERVABLE } from '../../../engine/twins/observable.js';
import { UNITS } from '../../dimensions/units.js';
import { blockNamed } from '../../properties/blocks.js';
import { DISTRIBUTIONS } from '../../properties/distributions.js';
import { DIRECTIONS, FUNCTIONS, type FunctionDescription, INVARIANTS, PLOTS } from '../../properties/functions.js';
import { DECIDED_PROPERTIES } from '../../values/decided.js';
import { FAMILIES } from '../../values/fitting.js';
import { paperSection, propertyText } from '../hover/property-text.js';
import { UNSEEN } from '../hover/words.js';
import { localized } from '../localized.js';
import type { Expectation } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import type { Surroundings } from '../place/surroundings.js';
import { Kind, type Offer } from './item.js';

/** What an expression can be made of at a place: metrics, statistics, observations, the configuration. */
export function expressionOffers(expectation: Expectation, place: Place, around: Surroundings): Offer[] {
  const { expression, words } = expectation;
  const offers: Offer[] = words ? wordOffers(words, around) : [];
  if (!expression) return behindQualifier(offers, place);
  offers.push(
    ...METRICS.filter(({ needsWorkload }) => !needsWorkload || expression === 'policy' || hasDemand(around))
      .filter(({ name }) => !isInPolicy(place) || isObservable(name))
      .map(metricOffer),
  );
  if (expression === 'measured' && !isInPolicy(place) && hasDemand(around)) offers.push(CONFIRMED());
  if (expression === 'metric') {
    if (words === 'plots' && place.qualifier.length === 0) offers.push(...functionOffers(place, isOfSamples));
    return behindQualifier(offers, place);
  }
  if (expression === 'policy') {
    offers.push(
      ...around.observations.map(
        (name): Offer => ({ label: name, kind: Kind.Variable, detail: l10n.t('observed'), rank: 1 }),
      ),
    );
    offers.push(...['primary', 'proposed'].flatMap((holder) => configurationOffers(holder)));
  } else
    offers.push(
      ...around.observations.map(
        (name): Offer => ({ label: name, kind: Kind.Variable, detail: l10n.t('observed'), rank: 1 }),
      ),
    );
  if (place.qualifier.length === 0) offers.push(...functionOffers(place));
  return behindQualifier(offers, place);
}

const CONFIRMED = (): Offer => ({
  label: 'primary.confirmed within',
  kind: Kind.Event,
  detail: l10n.t('share of the transactions, one value a run'),
  documentation: l10n.t(
    'Share of the transactions that are in a committed block within this time after their submission, from 0 to 1.',
  ),
  snippet: 'primary.confirmed within ${1:10s}',
});

function isInPolicy(place: Place): boolean {
  return place.blocks[0]?.kind === 'policy';
}

/** Whether a twin can observe it, through its own node or with `exact`. */
function isObservable(metric: string): boolean {
  const known = OBSERVABLE.find((entry) => entry.metric === metric);
  return known === undefined || known.mirrored !== undefined || known.exact !== undefined;
}

/** Metrics that need a workload are offered unless the scenario around is known to have none. */
function hasDemand(around: Surroundings): boolean {
  return around.scenario === undefined || around.declarations.some((node) => node.$type === 'WorkloadDeclaration');
}

function wordOffers(words: NonNullable<Expectation['words']>, around: Surroundings): Offer[] {
  const described = (entries: readonly { name: string; meaning: string }[]) =>
    entries.map(
      ({ name, meaning }): Offer => ({
        label: name,
        kind: Kind.EnumMember,
        documentation: localized(meaning),
        rank: 1,
      }),
    );
  switch (words) {
    case 'invariants':
      return described(INVARIANTS);
    case 'plots':
      return described(PLOTS);
    case 'proposals':
      return described([{ name: 'current', meaning: 'The configuration that is in force.' }]);
    case 'views':
      return described([
        { name: 'mirrored', meaning: 'What the node of the twin has seen.' },
        { name: 'exact', meaning: "The simulator's own state." },
      ]);
    case 'methods':
      return described([
        { name: 'qLearning', meaning: 'Tabular Q-learning over binned observations.' },
        { name: 'bandit', meaning: 'A contextual bandit that forgets: discounted Thompson sampling, or LinUCB.' },
        { name: 'optimiser', meaning: 'Deep Q-learning over the observations: a reconstruction of Liu et al. 2019.' },
      ]);
    case 'unseen':
      return described([{ name: 'unseen', meaning: UNSEEN }]);
    case 'families':
      return described(DISTRIBUTIONS.filter(({ name }) => FAMILIES.some((family) => family === name)));
    case 'directions':
      return described(DIRECTIONS);
    case 'units':
      return UNITS.map((unit): Offer => ({ label: unit.name, kind: Kind.Unit, detail: localized(unit.meaning) }));
    case 'observations':
      return around.observations.map(
        (name): Offer => ({ label: name, kind: Kind.Variable, detail: l10n.t('observed') }),
      );
  }
}

function metricOffer(metric: Metric): Offer {
  const kind = metric.kind === 'counter' ? l10n.t('counter') : l10n.t('samples');
  return {
    label: metric.name,
    kind: Kind.Event,
    detail: metric.unit ? `${kind}, ${metric.unit}` : kind,
    documentation: metric.section
      ? `${localized(metric.meaning)}\n\n${paperSection(metric.section)}.`
      : localized(metric.meaning),
  };
}

function configurationOffers(holder: string): Offer[] {
  return DECIDED_PROPERTIES.flatMap((name): Offer[] => {
    const property = blockNamed('primary').properties.find((candidate) => candidate.name === name);
    return property
      ? [
          {
            label: `${holder}.${name}`,
            kind: Kind.Property,
            detail: holder === 'primary' ? l10n.t('in force') : l10n.t('voted on'),
            documentation: propertyText(property),
          },
        ]
      : [];
  });
}

function isOfSamples({ name, kind }: FunctionDescription): boolean {
  return kind === 'statistic' && SAMPLE_STATISTICS.some((statistic) => statistic === name);
}

function functionOffers(place: Place, isWanted: (entry: FunctionDescription) => boolean = () => true): Offer[] {
  const isExperiment = place.blocks[0]?.kind === 'experiment';
  return FUNCTIONS.filter(({ kind }) => kind !== 'trend' || isExperiment)
    .filter(isWanted)
    .map((entry): Offer => {
      const places = entry.parameters.map((parameter, index) => `\${${index + 1}:${parameter}}`).join(', ');
      return {
        label: entry.name,
        kind: Kind.Function,
        detail: `(${entry.parameters.join(', ')}) ${localized(entry.kind)}`,
        documentation: localized(entry.meaning),
        snippet: `${entry.name}(${places})`,
        rank: 4,
      };
    });
}

/** After `delay.`, only the continuations, without the part that is already typed. */
function behindQualifier(offers: readonly Offer[], place: Place): Offer[] {
  if (place.qualifier.length === 0) return [...offers];
  const prefix = `${place.qualifier.join('.')}.`;
  return offers
    .filter(({ label }) => label.startsWith(prefix))
    .map((offer) => ({ ...offer, label: offer.label.slice(prefix.length), snippet: undefined }));
}
