/**
 * Maximum length of the part of a name that comes from a text, in UTF-8 bytes, so that file systems accept the whole
 * name.
 */
const LONGEST = 100;

/** `20260102-030405-Name`: the time to the second (UTC), and a name reduced to letters, digits, `_` and `-`. */
export function datedName(time: Date, name: string): string {
  const stamp = time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${stamp}-${shortened(name.replaceAll(/[^\p{L}\p{N}_-]/gu, '_'))}`;
}

function shortened(name: string): string {
  let short = '';
  for (const character of name) {
    if (Buffer.byteLength(short + character) > LONGEST) break;
    short += character;
  }
  return short;
}
