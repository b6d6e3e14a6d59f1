import { type Configuration, textOfChoice } from '../../model/configuration.js';
import type { Choice } from '../../model/look-ahead-plan.js';

/**
 * What a twin looks at before it decides: the product of its choices over the configuration in force, in their declared
 * order, the last one running fastest, and that configuration itself, last where it is none of them. Invalid ones are
 * left out.
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
    // The very object, so that what is known of it need not be found out again.
    if (!found.has(name)) found.set(name, name === nameOf(inForce) ? inForce : configuration);
  }
  const candidates = [...found.values()].filter((candidate) => candidate === inForce || isValid(candidate));
  return candidates.includes(inForce) ? candidates : [...candidates, inForce];
}

/** What tells one configuration from another. */
export function nameOf({ validators, ...rest }: Configuration): string {
  const { consensus, blockSize, blockInterval, roundTimeout, dissemination } = rest;
  return [consensus, blockSize, blockInterval, roundTimeout, dissemination, textOfChoice(validators)].join(' ');
}
