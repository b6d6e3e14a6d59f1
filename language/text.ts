/**
 * A text for readers, as data: its English pattern, with `{0}`, `{1}` … for its values. Wherever a string is expected, it
 * reads as English; an editor looks the pattern up in its own language first. The language itself knows no translation.
 */
export class Text {
  constructor(
    readonly pattern: string,
    readonly values: readonly TextValue[] = [],
  ) {}

  toString(): string {
    return this.pattern.replace(/\{(\d+)\}/g, (_, index) => String(this.values[Number(index)]));
  }
}

/** A value in a text: a name or a number, or a text that is a part of it. */
export type TextValue = string | number | Text;

/** A text as it is written in the source: text`at least ${4} nodes`. */
export function text(parts: TemplateStringsArray, ...values: readonly TextValue[]): Text {
  const pattern = parts.reduce((before, part, index) => `${before}{${index - 1}}${part}`);
  return new Text(pattern, values);
}
