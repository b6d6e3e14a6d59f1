import { plainDecimal } from '../../engine/model/plain-decimal.js';

/** Digits of a setting, if they suffice. */
const FEWEST = 6;
/** Digits that distinguish any two doubles. */
const MOST = 17;

/** Two settings as plain decimals, with enough digits that different values read differently; words are unchanged. */
export function distinctSettings(before: string, after: string): [before: string, after: string] {
  if (before === after || !isNumber(before) || !isNumber(after)) return [before, after];
  for (let digits = FEWEST; digits < MOST; digits++) {
    const texts = [rounded(before, digits), rounded(after, digits)] as const;
    if (texts[0] !== texts[1]) return [...texts];
  }
  return [before, after];
}

function rounded(text: string, digits: number): string {
  return plainDecimal(Number(Number(text).toPrecision(digits)));
}

function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text));
}
