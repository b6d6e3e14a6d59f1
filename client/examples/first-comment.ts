/** The title and description of an example. */
export interface ExampleText {
  title: string;
  /** Its description, in one line; empty if the title is enough. */
  about: string;
}

/** The first comment of an example, `// Title: what it shows.` */
export function exampleText(content: string): ExampleText {
  const [, comment = ''] = /^\s*\/\/\s*(.*)$/m.exec(content) ?? [];
  const [title, ...rest] = comment.split(':');
  const about = rest.join(':').trim();
  return { title: title.trim(), about: about.charAt(0).toUpperCase() + about.slice(1) };
}
