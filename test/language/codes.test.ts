import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES, type Code, describeCode, Language } from '../../language/index.js';
import { MemoryFiles, uriIn, WORKSPACE } from './memory-files.js';

const BASELINE = readFileSync(join(import.meta.dirname, 'scenarios/01-baseline.twin'), 'utf8');

/** Codes whose fault is no text that an example could show; `headless.test.ts` has them, and fuzzing the last. */
const NOT_SHOWN: readonly Code[] = [
  'file/not-text',
  'file/too-large',
  'file/missing',
  'file/empty',
  'scenario/none',
  // In `bounds.test.ts`: their texts would fill pages.
  'distribution/too-deep',
  'scenario/too-deep',
  'experiment/too-deep',
  'internal/rule',
  'internal/reading',
];

async function codesOf(text: string, code: Code): Promise<string[]> {
  const data = describeCode(code).data ?? {};
  const files = new MemoryFiles({ 'baseline.twin': BASELINE, ...data });
  // A syntax error is looked at alone: an import before it could change what the parser says.
  const main = text.startsWith('import') ? text : `import "baseline.twin"\n${text}`;
  const loaded = await new Language({ files, roots: [WORKSPACE] }).loadText(uriIn('main.twin'), main);
  return loaded.diagnostics
    .filter(({ uri }) => uri === uriIn('main.twin').toString())
    .map((diagnostic) => diagnostic.code);
}

const shown = (Object.keys(CODES) as Code[]).filter((code) => !NOT_SHOWN.includes(code));

describe('the page of errors keeps its word', () => {
  it.each(shown)('the example of %s has the fault', async (code) => {
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
