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
  if (best === null) return [...sentences, 'No point is chosen.'];
  const isSame = (point: number) => isSameEstimate(choice.values[point], choice.values[best]);
  const same = alike.filter(isSame);
  const close = alike.filter((point) => !isSame(point));
  return [
    ...sentences,
    `Best: ${pointName(among, best)}, with ${valueText(choice, best)}.`,
    ...(same.length > 0 ? [`Just as good: ${listText(same, among)}.`] : []),
    ...(close.length > 0
      ? [`Not shown to be worse: ${listText(close, among)}. More replications tell them apart.`]
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
  return `${named.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `4 of 9 points meet every expectation, 1 is undecided.`; undefined if no expectation is about single points. */
export function meetingText({ points }: Pick<ChosenAmong, 'points'>): string | undefined {
  const known = points.filter(({ meets }) => meets !== null);
  if (known.length === 0) return undefined;
  const count = (outcome: PointView['meets']) => known.filter(({ meets }) => meets === outcome).length;
  const open = count('undecided');
  const meeting = count('passed');
  const undecided = open > 0 ? `, ${open} ${open === 1 ? 'is' : 'are'} undecided` : '';
  const which = meeting === 0 ? `None of the ${points.length}` : `${meeting} of ${points.length}`;
  return `${which} points ${meeting > 1 ? 'meet' : 'meets'} every expectation${undecided}.`;
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
