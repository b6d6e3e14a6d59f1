import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { exampleText } from '../../client/examples/first-comment.js';
import { createNodeLanguage } from '../../language/node.js';

const FOLDER = join(import.meta.dirname, '../../examples');

describe('what the gallery says of an example', () => {
  it('is its first comment, title and description apart', () => {
    expect(exampleText('// Blocks that widen: small ones against wide ones: both.\n// More.')).toEqual({
      title: 'Blocks that widen',
      about: 'Small ones against wide ones: both.',
    });
    expect(exampleText('// A title alone')).toEqual({ title: 'A title alone', about: '' });
  });

  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.twin'));

  it.each(names)('%s has a title that fits a line', (name) => {
    const { title } = exampleText(readFileSync(join(FOLDER, name), 'utf8'));
    expect(title).not.toBe('');
    expect(title.length).toBeLessThan(80);
  });

  /** Some faults are more than a chain tolerates, so that an example shows what happens then. */
  const TOO_MANY = ['faults/together', 'faults/byzantine'];

  it.each(names)(
    '%s opens without errors, and without warnings but those of faults that are too many',
    async (name) => {
      const { diagnostics } = await createNodeLanguage(FOLDER).load(URI.file(join(FOLDER, name)));
      const found = diagnostics.filter(({ severity, code }) => severity !== 'info' && !TOO_MANY.includes(code));
      expect(found).toEqual([]);
    },
  );

  it('no two have the same title', () => {
    const titles = names.map((name) => exampleText(readFileSync(join(FOLDER, name), 'utf8')).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
