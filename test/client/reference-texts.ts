import { METRICS } from '../../engine/measurement/metrics.js';
import { OBSERVABLE } from '../../engine/twins/observable.js';
import { DIMENSIONS } from '../../language/dimensions/dimension.js';
import { UNITS } from '../../language/dimensions/units.js';
import { WORDS, WORDS_IN } from '../../language/editor/hover/words.js';
import { BLOCKS } from '../../language/properties/blocks.js';
import { DISTRIBUTIONS } from '../../language/properties/distributions.js';
import { DIRECTIONS, FUNCTIONS, INVARIANTS, PLOTS } from '../../language/properties/functions.js';
import { PANELS } from '../../server/paper/claims.js';
import { SETTINGS } from '../../server/paper/settings.js';

/** What is a sentence or a few words for readers in an entry of a table. */
const SAID: ReadonlySet<string> = new Set([
  'meaning',
  'defaultNote',
  'reason',
  'title',
  'mirrored',
  'exact',
  'obstacle',
]);

/** The texts of the tables that describe the language and the paper, which the editor looks up when it sends them. */
export function referenceTexts(): string[] {
  return [
    ...[BLOCKS, DISTRIBUTIONS, DIRECTIONS, FUNCTIONS, INVARIANTS, PLOTS, UNITS, METRICS, OBSERVABLE].flatMap(textsIn),
    ...DIMENSIONS.map(({ name }) => name),
    ...FUNCTIONS.map(({ kind }) => kind),
    ...Object.values(WORDS),
    ...Object.values(WORDS_IN).flatMap((words) => Object.values(words)),
    ...PANELS.flatMap(({ title, delays, overhead }) => [title, ...[...delays, ...overhead].map(({ text }) => text)]),
    ...SETTINGS.map(({ short }) => short),
  ];
}

function textsIn(table: object): string[] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return textsIn(value);
    return typeof value === 'string' && SAID.has(key) ? [value] : [];
  });
}
