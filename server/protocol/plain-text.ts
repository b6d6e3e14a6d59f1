// Escaping of untrusted text. Names, expectations, folders and comments come from the author of a scenario. Every
// output format has characters with a special effect, and they are made harmless here and nowhere else.

/** Characters that move the cursor, set colours, or hide or reverse neighbouring text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text for a terminal, on one line. Tabs become spaces; characters that could control the terminal become a dot. */
export function terminalText(text: string): string {
  return text.replaceAll('\t', '    ').replaceAll(CONTROL, '·');
}

/** Escape sequences of picocolors: styles and foreground colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that a terminal takes begin with one
const STYLE = /(\u001b\[\d{1,2}m)/;

/** Lines for a terminal without anything that could control it, except for styles if requested. */
export function terminalLines(text: string, styled: boolean): string {
  const harmless = (plain: string) => plain.split('\n').map(terminalText).join('\n');
  if (!styled) return harmless(text);
  return text
    .split(STYLE)
    .map((part, index) => (index % 2 === 1 ? part : harmless(part)))
    .join('');
}

/** JSON for a terminal or a file: the same data without anything that could control a terminal. */
export function terminalJson(json: string): string {
  return json.replaceAll(CONTROL, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text that spreadsheets take for a formula; a negative number is not one. */
const FORMULA = /^(?:[=+@\t\r]|-(?!\d[\d.]*(?:e[-+]?\d+)?[%\w/]*$))/;

/** A CSV cell (RFC 4180). Text that a spreadsheet would evaluate begins with an apostrophe. */
export function csvCell(text: string): string {
  const cell = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text and attribute values in XML 1.0 and HTML. XML 1.0 cannot represent most control characters. */
export function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '·')
      .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '·')
      .replaceAll(/[&<>"']/g, (character) => ENTITIES[character])
  );
}

/** JSON inside a script element of HTML, such that no text can end the element. */
export function scriptJson(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** Text for notifications of the editor, which turn `[text](address)` into links, even to commands. */
export function notificationText(text: string): string {
  return text.replaceAll('](', '] (').replaceAll(CONTROL, (character) => (character === '\n' ? character : '·'));
}
