/** What an example says of itself. */
export interface ExampleText {
  title: string;
  /** What it shows, in one line; empty where the title says it all. */
  about: string;
}

/** The first comment of an example, `// Title: what it shows.` */
export function exampleText(content: string): ExampleText {
  const [, comment = ''] = /^\s*\/\/\s*(.*)$/m.exec(content) ?? [];
  const [title, ...rest] = comment.split(':');
  const about = rest.join(':').trim();
  return { title: title.trim(), about: about.charAt(0).toUpperCase() + about.slice(1) };
}
