import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmptyFileSystem } from 'langium';
import { describe, expect, it } from 'vitest';
import { createTwinServices, formatText } from '../../../language/index.js';

/** Shared by all texts; without it, each would make a parser. */
const { twin: services } = createTwinServices(EmptyFileSystem);

async function format(text: string): Promise<string> {
  const result = await formatText(text, services);
  if (!('text' in result)) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.text;
}

/** Files with a text before and after formatting, separated by a line of dashes. */
const CASES = join(import.meta.dirname, 'cases');
const RULE = '// ------------------------------------------------------------\n';

describe('formatting', () => {
  it.each(readdirSync(CASES))('%s', async (name) => {
    const [before, after] = readFileSync(join(CASES, name), 'utf8').split(RULE);
    expect(await format(before)).toBe(after);
    expect(await format(after)).toBe(after);
  });

  const scenarios = join(import.meta.dirname, '../scenarios');
  it.each(readdirSync(scenarios).filter((name) => name.endsWith('.twin')))('%s stays as it is', async (name) => {
    const text = readFileSync(join(scenarios, name), 'utf8');
    expect(await format(text)).toBe(text);
  });

  it('does not touch a text with syntax errors, and reports them', async () => {
    const result = await formatText('topology T { nodes 3 }');
    expect('diagnostics' in result && result.diagnostics.map(({ code }) => code)).toEqual(['syntax/unexpected']);
  });

  it('ignores unresolved names', async () => {
    expect(await format('scenario  A{topology:Nowhere}')).toBe('scenario A { topology: Nowhere }\n');
  });

  it('keeps the line ends of Windows', async () => {
    expect(await format('topology T{\r\nnodes:3}')).toBe('topology T {\r\n    nodes: 3\r\n}\r\n');
  });

  it('makes a blank text empty', async () => {
    expect(await format(' \n\n')).toBe('');
  });
});
