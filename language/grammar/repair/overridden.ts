import type { LangiumCoreServices } from 'langium';

/**
 * The services with some of those for parsing replaced. A copy would create all services at once, and some of them need
 * the parser.
 */
export function withParsing(
  services: LangiumCoreServices,
  others: Partial<LangiumCoreServices['parser']>,
): LangiumCoreServices {
  const parser: LangiumCoreServices['parser'] = Object.create(services.parser, properties(others));
  const changed: LangiumCoreServices = Object.create(services, properties({ parser }));
  return changed;
}

function properties(values: object): PropertyDescriptorMap {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, enumerable: true }]));
}
