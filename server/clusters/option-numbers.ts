import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError where the text of an option is no whole number from 0 on */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Expected a whole number from 0 to 9007199254740991.');
  return value;
}

/** @throws InvalidArgumentError where the text of an option is no whole number from 1 on */
export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return value;
}
