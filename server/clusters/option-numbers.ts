import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError if the text of an option is not a whole number from 0 on */
export function wholeNumber(text: string): number {
  return numberFrom(0, text);
}

/** @throws InvalidArgumentError if the text of an option is not a whole number from 1 on */
export function positiveNumber(text: string): number {
  return numberFrom(1, text);
}

function numberFrom(least: number, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${Number.MAX_SAFE_INTEGER}.`);
  return value;
}
