import type { LangiumParser } from 'langium';
import { type File, type Item, isDistributionDeclaration } from '../generated/ast.js';
import type { PropertyDescription } from '../properties/property.js';
import type { Value } from '../values/value.js';

/** Defaults are written in the tables as text of the language; this parses and interprets each of them once. */
export class Defaults {
  private readonly parsed = new Map<string, Item>();
  private readonly meanings = new Map<PropertyDescription, Value>();

  constructor(private readonly parser: () => LangiumParser) {}

  /**
   * The parsed value of a default.
   * @throws Error if the table contains something that is not a value of the language
   */
  value(text: string): Item {
    const known = this.parsed.get(text);
    if (known) return known;
    const result = this.parser().parse<File>(`distribution d = ${text}`);
    const [declaration] = result.value.declarations;
    if (result.parserErrors.length > 0 || !isDistributionDeclaration(declaration) || !declaration.value)
      throw new Error(`the default \`${text}\` is not a value of the language`);
    this.parsed.set(text, declaration.value);
    return declaration.value;
  }

  /**
   * The meaning of a property's default. A default refers to no name, so that it means the same everywhere.
   * @param interpret called for a default that has not been interpreted yet
   */
  meaning(
    property: PropertyDescription,
    text: string,
    interpret: (item: Item) => Value | undefined,
  ): Value | undefined {
    const known = this.meanings.get(property);
    if (known) return known;
    const meaning = interpret(this.value(text));
    if (meaning) this.meanings.set(property, meaning);
    return meaning;
  }
}
