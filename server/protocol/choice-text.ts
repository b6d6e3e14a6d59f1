import * as l10n from '@vscode/l10n';
import type { AxisView, ChoiceView, EstimateView, PointView } from './experiment-view.js';
import { quantity, quantityRange } from './quantities.js';

/** The data for the text about a choice. */
export interface ChosenAmong {
  axes: readonly Pick<AxisView, 'path'>[];
  points: readonly Pick<PointView, 'values' | 'meets'>[];
}

/** Points that are named before the rest is counted. */
const MAX_NAMED = 3;

/**
 * Sentences about the chosen point and the certainty of the choice. The first one gives the number of points to choose
 * from.
 */
export function choiceSentences(choice: ChoiceView, among: ChosenAmong): string[] {
  const sentences = [meetingText(among)].filter((sentence) => sentence !== undefined);
  const { best, alike } = choice;
  if (best === null) return [...sentences, l10n.t('No point is chosen.')];
  const isSame = (point: number) => isSameEstimate(choice.values[point], choice.values[best]);
  const same = alike.filter(isSame);
  const close = alike.filter((point) => !isSame(point));
  return [
    ...sentences,
    l10n.t('Best: {0}, with {1}.', pointName(among, best), valueText(choice, best)),
    ...(same.length > 0 ? [l10n.t('Just as good: {0}.', listText(same, among))] : []),
    ...(close.length > 0
      ? [l10n.t('Not shown to be worse: {0}. More replications tell them apart.', listText(close, among))]
      : []),
  ];
}

function isSameEstimate(a: EstimateView, b: EstimateView): boolean {
  return a.value === b.value && a.low === b.low && a.high === b.high;
}

function listText(points: readonly number[], among: ChosenAmong): string {
  const named = points
    .slice(0, MAX_NAMED)
    .map((point) => among.points[point].values.map(({ text }) => text).join(', '));
  const more = points.length - MAX_NAMED;
  return more > 0 ? l10n.t('{0} and {1} more', named.join('; '), more) : named.join('; ');
}

/** `4 of 9 points meet every expectation, 1 is undecided.`; undefined if no expectation is about single points. */
export function meetingText({ points }: Pick<ChosenAmong, 'points'>): string | undefined {
  const known = points.filter(({ meets }) => meets !== null);
  if (known.length === 0) return undefined;
  const count = (outcome: PointView['meets']) => known.filter(({ meets }) => meets === outcome).length;
  const open = count('undecided');
  const meeting = count('passed');
  const met = meetText(meeting, points.length);
  if (open === 0) return `${met}.`;
  return open === 1 ? l10n.t('{0}, 1 is undecided.', met) : l10n.t('{0}, {1} are undecided.', met, open);
}

function meetText(meeting: number, points: number): string {
  if (meeting === 0) return l10n.t('None of the {0} points meets every expectation', points);
  return meeting === 1
    ? l10n.t('1 of {0} points meets every expectation', points)
    : l10n.t('{0} of {1} points meet every expectation', meeting, points);
}

/** A point by its varied values: `primary.blockSize = 2MB, primary.roundTimeout = 10s`. */
export function pointName({ axes, points }: ChosenAmong, point: number): string {
  return axes.map(({ path }, axis) => `${path} = ${points[point].values[axis].text}`).join(', ');
}

function valueText({ values, unit }: ChoiceView, point: number): string {
  const { value, low, high } = values[point];
  const interval =
    low === null || high === null || low === high ? '' : ` (95\u00a0% CI ${quantityRange(low, high, unit)})`;
  return `${quantity(value, unit)}${interval}`;
}
