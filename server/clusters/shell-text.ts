/** A word quoted for a POSIX shell. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command as a user would type it. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** Splits a text of options into words, with quotes as in a shell: `--mem=2G --comment "two words"`. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}
