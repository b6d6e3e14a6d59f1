import { CODES, type CodeDescription } from '../validation/codes.js';

/** `docs/errors.md`: what each code means, with an example and its fix. */
export function errorsPage(codes: Readonly<Record<string, CodeDescription>> = CODES): string {
  const groups = new Map<string, [string, CodeDescription][]>();
  for (const entry of Object.entries(codes)) {
    const [group] = entry[0].split('/');
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  const sections = [...groups].map(([group, entries]) =>
    [`# ${headline(group)}`, ...entries.map(([code, description]) => section(code, description))].join('\n\n'),
  );
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`.replace(/^# (?!Errors)/gm, '## ');
}

const INTRODUCTION = `# Errors, warnings and remarks

<!-- Written by \`npm run generate\` from the tables in the program. Do not edit. -->

Every error, warning and remark about a file has a code. Codes stay the same between versions. Errors keep a scenario
from running; warnings and remarks (info) do not. Examples that use \`WorldWide\`, \`Baseline\`, \`Keep\` or \`Cadence\` mean those of
\`examples/baseline.twin\`.`;

function headline(group: string): string {
  return group.charAt(0).toUpperCase() + group.slice(1);
}

function section(code: string, { severity, title, explanation, example, fix, data }: CodeDescription): string {
  const parts = [`### ${code}`, `**${title}** (${severity}). ${explanation}`];
  if (example !== '') parts.push(block(example));
  if (fix !== '') parts.push('Instead:', block(fix));
  for (const [name, text] of Object.entries(data ?? {}).filter(([, text]) => !text.includes('\u0000')))
    parts.push(`where \`${name}\` is`, `\`\`\`csv\n${text}\n\`\`\``);
  return parts.join('\n\n');
}

function block(text: string): string {
  return `\`\`\`twin\n${text}\n\`\`\``;
}
