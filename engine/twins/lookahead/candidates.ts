import { type Configuration, textOfChoice } from '../../model/configuration.js';
import type { Choice } from '../../model/look-ahead-plan.js';

/**
 * The candidates of a twin: the product of its choices over the configuration in force, in declared order, with the last
 * choice varying fastest. The configuration in force is added at the end unless it is among them. Invalid ones are left out.
 *
 * @param isValid whether honest twins would accept a configuration at all
 */
export function candidatesOf(
  choices: readonly Choice[],
  inForce: Configuration,
  isValid: (configuration: Configuration) => boolean,
): Configuration[] {
  let product: Configuration[] = [inForce];
  for (const { property, values } of choices)
    product = product.flatMap((configuration) => values.map((value) => ({ ...configuration, [property]: value })));
  const found = new Map<string, Configuration>();
  for (const configuration of product) {
    const name = nameOf(configuration);
    // The same object, so that what is cached for it is found again.
    if (!found.has(name)) found.set(name, name === nameOf(inForce) ? inForce : configuration);
  }
  const candidates = [...found.values()].filter((candidate) => candidate === inForce || isValid(candidate));
  return candidates.includes(inForce) ? candidates : [...candidates, inForce];
}

/** A name that identifies a configuration. */
export function nameOf({ validators, ...rest }: Configuration): string {
  const { consensus, blockSize, blockInterval, roundTimeout, dissemination } = rest;
  return [consensus, blockSize, blockInterval, roundTimeout, dissemination, textOfChoice(validators)].join(' ');
}
