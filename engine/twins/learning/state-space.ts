import type { LearningMethod, StateVariable } from '../../model/learning-plan.js';
import { plainDecimal } from '../../model/plain-decimal.js';

/** The number of states: the product of the numbers of bins. */
export function stateCount(variables: readonly StateVariable[]): number {
  return variables.reduce((product, { bounds }) => product * binCount(bounds), 1);
}

/** The number of a state, from 0. @param values of the variables; NaN for one without a value */
export function stateOf(variables: readonly StateVariable[], values: readonly number[]): number {
  return variables.reduce((state, { bounds }, index) => state * binCount(bounds) + binOf(bounds, values[index]), 0);
}

/** The names of all states, such as `backlog < 100, delay 1 to 3`; bounds in SI. */
export function stateNames(variables: readonly StateVariable[]): string[] {
  let names = [''];
  for (const { name, bounds } of variables) {
    const bins = Array.from({ length: binCount(bounds) }, (_, bin) => `${name} ${binText(bounds, bin)}`);
    names = names.flatMap((before) => bins.map((text) => (before ? `${before}, ${text}` : text)));
  }
  return names;
}

/** The names of the rows of learnt values: states or, for methods that learn weights, weights. */
export function learntRowNames(method: LearningMethod['kind'], variables: readonly StateVariable[]): string[] {
  return method === 'linUcb' ? ['constant', ...variables.map(({ name }) => name)] : stateNames(variables);
}

function binCount(bounds: readonly number[]): number {
  return bounds.length + 2;
}

/** The bin of a value: a bound belongs to the bin above it; NaN has the last bin. */
export function binOf(bounds: readonly number[], value: number): number {
  if (Number.isNaN(value)) return bounds.length + 1;
  const above = bounds.findIndex((bound) => value < bound);
  return above < 0 ? bounds.length : above;
}

function binText(bounds: readonly number[], bin: number): string {
  if (bin > bounds.length) return 'undefined';
  if (bounds.length === 0) return 'any';
  if (bin === 0) return `< ${plainDecimal(bounds[0])}`;
  if (bin === bounds.length) return `>= ${plainDecimal(bounds[bin - 1])}`;
  return `${plainDecimal(bounds[bin - 1])} to ${plainDecimal(bounds[bin])}`;
}
