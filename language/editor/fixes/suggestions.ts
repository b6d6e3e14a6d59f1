import { blockNamed } from '../../properties/blocks.js';
import { type Fault, type Fix, type FixSource, replace } from './fix.js';

/** Codes whose finding knows what could stand in its place. */
export const suggested: FixSource = (fault) => {
  const suggestions = fault.data.suggestions ?? [];
  return suggestions.map((suggestion, index): Fix => {
    const range = fault.code === 'distribution/parameter' ? lastWord(fault) : fault.range;
    const text = fault.text.startsWith('"') && !suggestion.startsWith('"') ? `"${suggestion}"` : suggestion;
    return { title: `Change to \`${text}\``, edits: [replace(range, text)], preferred: index === 0 };
  });
};

/** The last word of a path. */
function lastWord({ range, text }: Fault): Fault['range'] {
  const word = /\w+$/.exec(text)?.[0] ?? '';
  return { start: { line: range.end.line, character: range.end.character - word.length }, end: range.end };
}

const HOMES = ['primary', 'management', 'topology'] as const;

/** A property that was written one block too high. */
export const rightBlock: FixSource = ({ data, range, text }) => {
  if (data.block !== 'scenario') return [];
  return HOMES.filter((home) => blockNamed(home).properties.some(({ name }) => name === text)).map(
    (home, index): Fix => ({
      title: `Change to \`${home}.${text}\``,
      edits: [replace(range, `${home}.${text}`)],
      preferred: index === 0,
    }),
  );
};
