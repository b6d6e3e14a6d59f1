import type { AstNode } from 'langium';
import { isCountable, LARGEST_NUMBER, SMALLEST_NUMBER } from '../../engine/model/magnitudes.js';
import type { Report } from '../validation/report.js';

/** Why a number is outside the range of our arithmetic, as the end of a sentence; undefined if it is inside. */
export function faultOfNumber(value: number): string | undefined {
  if (isCountable(value)) return undefined;
  if (Number.isNaN(value)) return 'is no number';
  return Math.abs(value) > LARGEST_NUMBER
    ? `is too large; the largest number is ${written(LARGEST_NUMBER)}`
    : `is too small; the smallest positive number is ${written(SMALLEST_NUMBER)}`;
}

function written(value: number): string {
  return value.toExponential(0).replace('+', '');
}

/** A number, written or computed, must be within the range of our arithmetic. */
export function numberMustBeCountable(node: AstNode, value: number, report: Report): boolean {
  const fault = faultOfNumber(value);
  if (fault) report({ code: 'value/range', message: `\`${node.$cstNode?.text ?? ''}\` ${fault}.`, node });
  return fault === undefined;
}
