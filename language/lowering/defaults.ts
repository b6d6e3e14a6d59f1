import type { LangiumParser } from 'langium';
import { type File, type Item, isDistributionDeclaration } from '../generated/ast.js';

/** Defaults are written in the tables as text of the language; this parses each of them once. */
export class Defaults {
  private readonly parsed = new Map<string, Item>();

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
}
