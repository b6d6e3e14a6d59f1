import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError if the text of an option is not a whole number from 0 on */
export function wholeNumber(text: string): number {
  return numberBetween(0, Number.MAX_SAFE_INTEGER, text);
}

/** @throws InvalidArgumentError if the text of an option is not a whole number from 1 on */
export function positiveNumber(text: string): number {
  return numberBetween(1, LARGEST_COUNT, text);
}

/** More jobs, replications or seconds than any cluster needs. */
const LARGEST_COUNT = 1e9;

function numberBetween(least: number, most: number, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most.toLocaleString('en-US')}.`);
  return value;
}
