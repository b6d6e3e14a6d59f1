import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES, type Code, describeCode } from '../../language/index.js';
import { uriIn } from './memory-files.js';
import { languageOf } from './shared-language.js';

const BASELINE = readFileSync(join(import.meta.dirname, 'scenarios/01-baseline.twin'), 'utf8');

/** Codes that no text can cause. `headless.test.ts` covers them; fuzzing covers the last. */
const NOT_SHOWN: readonly Code[] = [
  'file/not-text',
  'file/too-large',
  'file/missing',
  'file/empty',
  'scenario/none',
  // Covered by `bounds.test.ts`, because their texts would fill pages.
  'distribution/too-deep',
  'scenario/too-deep',
  'experiment/too-deep',
  'internal/rule',
  'internal/reading',
];

async function codesOf(text: string, code: Code): Promise<string[]> {
  const data = describeCode(code).data ?? {};
  // Syntax errors get a file of their own, because an import before one could change the parser's message.
  const main = text.startsWith('import') ? text : `import "baseline.twin"\n${text}`;
  const language = await languageOf({ 'baseline.twin': BASELINE, ...data });
  const loaded = await language.loadText(uriIn('main.twin'), main);
  return loaded.diagnostics
    .filter(({ uri }) => uri === uriIn('main.twin').toString())
    .map((diagnostic) => diagnostic.code);
}

const shown = (Object.keys(CODES) as Code[]).filter((code) => !NOT_SHOWN.includes(code));

describe('the page of errors is correct', () => {
  it.each(shown)('the example of %s has the error', async (code) => {
    expect(await codesOf(describeCode(code).example, code)).toContain(code);
  });

  it.each(shown)('the corrected example of %s no longer has the error', async (code) => {
    const { fix } = describeCode(code);
    expect(fix).not.toBe('');
    const found = (await codesOf(fix, code)).filter(
      (other) => other !== 'scenario/not-yet' || code === 'scenario/not-yet',
    );
    expect(found).toEqual([]);
  });
});
