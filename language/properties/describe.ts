import { describeDimension, exampleOf, NUMBER, sameDimension } from '../dimensions/dimension.js';
import { Text, text } from '../text.js';
import { signature } from '../values/arguments.js';
import type { PropertyDescription, QuantityType, ReferenceType, ValueType } from './property.js';

/** What a property takes, in words, for messages and hovers: `` a time, such as 30s ``, `` `full`, `ring` or `random(k)` ``. */
export function describeAccepted(property: Pick<PropertyDescription, 'accepts'>): Text {
  const words: Text[] = [];
  for (const type of property.accepts) {
    const word = describeType(type);
    if (!words.some((known) => String(known) === String(word))) words.push(word);
  }
  return words.reduce((before, word, index) =>
    index === words.length - 1 ? text`${before} or ${word}` : text`${before}, ${word}`,
  );
}

const NAMES: Readonly<Record<ReferenceType['to'], Text>> = {
  topology: text`the name of a topology`,
  workload: text`the name of a workload`,
  policy: text`the name of a policy`,
  faults: text`the name of a schedule of faults`,
  scenario: text`the name of a scenario`,
};

export function describeType(type: ValueType): Text {
  switch (type.kind) {
    case 'quantity':
      if (type.integer)
        return type.bare ? text`a whole number, such as ${exampleOf(type.dimension)}` : text`a whole number`;
      if (isShare(type)) return text`a share, such as 5%`;
      return text`${describeDimension(type.dimension)}, such as ${exampleOf(type.dimension)}`;
    case 'distribution':
      return text`a distribution of ${describeDimension(type.dimension)}`;
    case 'option':
      return new Text(`\`${type.parameters ? signature(type.name, type.parameters) : type.name}\``);
    case 'file':
      return new Text(`\`${type.name} "file.csv"\``);
    case 'reference':
      return NAMES[type.to];
    case 'place':
      return text`\`worldwide\`, a city such as "Berlin", \`region "Europe"\` or coordinates such as (52.5, 13.4)`;
    case 'nodes':
      return text`groups such as \`Banks, 4 of Ports\``;
    case 'steps':
      return new Text(`\`${type.name}([…])\``);
    case 'expression':
      return text`an expression`;
    case 'block':
      return text`a block`;
  }
}

/** A share of a whole, which people write in percent. */
function isShare({ dimension, min, max }: QuantityType): boolean {
  return sameDimension(dimension, NUMBER) && min === 0 && max === 1;
}
