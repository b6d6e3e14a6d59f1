import { durationText } from '../../engine/model/duration-text.js';
import { type Dimension, sameDimension, TIME } from '../dimensions/dimension.js';
import { writeQuantity } from './ranges.js';

/** From this duration on, two units are clearer than decimals of one. */
const MINUTE = 60;

/** A value in SI for people, to three digits: `2.5 s`, `4 min 9 s`, `1.35 MB`, `400 tx/s`. */
export function quantityText(value: number, dimension: Dimension): string {
  if (!Number.isFinite(value)) return 'infinite';
  const isLong = sameDimension(dimension, TIME) && value >= MINUTE;
  if (isLong) return durationText(value);
  return writeQuantity(Number(value.toPrecision(3)), dimension).replace(/(?<=\d)(?=[a-zA-Z])(?!e[+-]?\d)/, ' ');
}
