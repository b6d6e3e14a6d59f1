import { describeDimension, exampleOf, NUMBER, sameDimension } from '../dimensions/dimension.js';
import { signature } from '../values/arguments.js';
import type { PropertyDescription, QuantityType, ValueType } from './property.js';

/** What a property takes, in words, for messages and hovers: `` a time, such as 30s ``, `` `full`, `ring` or `random(k)` ``. */
export function describeAccepted(property: Pick<PropertyDescription, 'accepts'>): string {
  const words: string[] = [];
  for (const type of property.accepts) {
    const word = describeType(type);
    if (!words.includes(word)) words.push(word);
  }
  return words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

export function describeType(type: ValueType): string {
  switch (type.kind) {
    case 'quantity':
      if (type.integer) return type.bare ? `a whole number, such as ${exampleOf(type.dimension)}` : 'a whole number';
      if (isShare(type)) return 'a share, such as 5%';
      return `${describeDimension(type.dimension)}, such as ${exampleOf(type.dimension)}`;
    case 'distribution':
      return `a distribution of ${describeDimension(type.dimension)}`;
    case 'option':
      return `\`${type.parameters ? signature(type.name, type.parameters) : type.name}\``;
    case 'file':
      return `\`${type.name} "file.csv"\``;
    case 'reference':
      return `the name of a ${type.to === 'faults' ? 'schedule of faults' : type.to}`;
    case 'place':
      return '`worldwide`, a city such as "Berlin", `region "Europe"` or coordinates such as (52.5, 13.4)';
    case 'nodes':
      return 'groups such as `Banks, 4 of Ports`';
    case 'steps':
      return `\`${type.name}([…])\``;
    case 'expression':
      return 'an expression';
    case 'block':
      return 'a block';
  }
}

/** A share of a whole, which people write in percent. */
function isShare({ dimension, min, max }: QuantityType): boolean {
  return sameDimension(dimension, NUMBER) && min === 0 && max === 1;
}
