import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { TEMPLATE } from '../../client/commands/new-scenario-text.js';
import { exampleText } from '../../client/examples/first-comment.js';
import { createNodeLanguage } from '../../language/node.js';
import { uriIn } from '../language/memory-files.js';
import { languageOf } from '../language/shared-language.js';

const FOLDER = join(import.meta.dirname, '../../examples');
const language = createNodeLanguage(FOLDER);

describe('an example in the gallery', () => {
  it('shows its first comment, split into title and description', () => {
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

  it.each(names)('%s opens without errors and without warnings', async (name) => {
    const { diagnostics } = await language.load(URI.file(join(FOLDER, name)));
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('and so does the initial text of New Scenario', async () => {
    const text = TEMPLATE.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace('$0', '');
    const { diagnostics, scenarios } = await (await languageOf({ 'main.twin': text })).load(uriIn('main.twin'));
    expect(scenarios.map(({ name }) => name)).toEqual(['MyScenario']);
    expect(diagnostics).toEqual([]);
  });

  it('no two have the same title', () => {
    const titles = names.map((name) => exampleText(readFileSync(join(FOLDER, name), 'utf8')).title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
