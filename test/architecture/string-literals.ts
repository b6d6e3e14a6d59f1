/** A string or template literal of a TypeScript file. */
export interface StringLiteral {
  /** Its text, with `{}` for each computed part of a template. */
  text: string;
  /** Counted from 1. */
  line: number;
  /**
   * The code before the literal, back to the last `(`, `{`, `[`, `,` or `;` and a little further. It shows what the
   * literal is passed to.
   */
  before: string;
}

/** Code after which a slash begins a regular expression rather than a division. */
const BEFORE_EXPRESSION = /(?:^|[(,=:[!&|?{};]|=>|return|case)\s*$/;

/**
 * Every string and template literal of a text, in order. Literals in comments and regular expressions are not counted.
 */
export function stringLiterals(code: string): StringLiteral[] {
  const found: StringLiteral[] = [];
  /** Reads code from `at` to the brace that ends a computed part of a template, or to the end. */
  const readCode = (at: number, nested: boolean): number => {
    let depth = 0;
    while (at < code.length) {
      const rest = code.slice(at, at + 2);
      if (rest === '//') at = endOr(code.indexOf('\n', at));
      else if (rest === '/*') at = endOr(code.indexOf('*/', at)) + 2;
      else if (code[at] === "'" || code[at] === '"') at = readString(at);
      else if (code[at] === '`') at = readTemplate(at);
      else if (code[at] === '/' && BEFORE_EXPRESSION.test(code.slice(Math.max(0, at - 20), at)))
        at = readExpression(at);
      else {
        if (code[at] === '{') depth++;
        if (code[at] === '}' && depth-- === 0 && nested) return at + 1;
        at++;
      }
    }
    return at;
  };
  const endOr = (index: number) => (index < 0 ? code.length : index);
  const add = (start: number, text: string) =>
    found.push({
      text,
      line: code.slice(0, start).split('\n').length,
      before: code.slice(Math.max(0, start - 60), start),
    });
  const readString = (start: number): number => {
    let at = start + 1;
    while (at < code.length && code[at] !== code[start]) at += code[at] === '\\' ? 2 : 1;
    add(start, code.slice(start + 1, at).replace(/\\(.)/g, '$1'));
    return at + 1;
  };
  const readTemplate = (start: number): number => {
    const place = found.length;
    let text = '';
    let at = start + 1;
    while (at < code.length && code[at] !== '`') {
      if (code.startsWith('${', at)) {
        text += '{}';
        at = readCode(at + 2, true);
      } else {
        if (code[at] === '\\') at++;
        text += code[at++];
      }
    }
    add(start, text);
    // A template comes before the literals inside it.
    found.splice(place, 0, ...found.splice(-1));
    return at + 1;
  };
  const readExpression = (start: number): number => {
    let at = start + 1;
    let inClass = false;
    for (; at < code.length && (inClass || code[at] !== '/'); at++) {
      if (code[at] === '\\') at++;
      else if (code[at] === '[') inClass = true;
      else if (code[at] === ']') inClass = false;
    }
    return at + 1;
  };
  readCode(0, false);
  return found;
}
