import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExpectations } from './expectations.js';
import { checkFolder, testFolders } from './folder.js';
import { readMarkers } from './markers.js';

const CASES = join(import.meta.dirname, 'cases');

describe('a file has exactly the diagnostics of its annotations', () => {
  it.each(testFolders(CASES))('%s', async (folder) => {
    for (const { file, expected, found } of await checkFolder(join(CASES, folder))) {
      expect(
        found.map(({ place }) => place).sort(),
        `${file}\n${found.map(({ place, message }) => `${place}: ${message}`).join('\n')}`,
      ).toEqual(expected.map(({ place }) => place).sort());
      for (const { place, message } of expected) {
        const messages = found.filter((finding) => finding.place === place).map((finding) => finding.message);
        if (typeof message === 'string') expect(messages, file).toContain(message);
        if (message instanceof RegExp)
          expect(
            messages.some((text) => message.test(text)),
            `${messages} in ${file}`,
          ).toBe(true);
      }
    }
  });
});

describe('annotations', () => {
  it('marks are removed from the text and counted from 0', () => {
    expect(readMarkers('a »b«\n»c«')).toEqual({
      text: 'a b\nc',
      ranges: [
        { start: { line: 0, character: 2 }, end: { line: 0, character: 3 } },
        { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
      ],
    });
  });

  it('a mark that does not close is a mistake of the test', () => {
    expect(() => readMarkers('»a')).toThrow('not closed');
  });

  it('a message may be left out, be exact, or be a pattern', () => {
    const text = '// $TEST$ error a/b\n// $TEST$ warning c/d "m"\n// $TEST$ also info e/f r"^m"';
    expect(readExpectations(text)).toEqual([
      { severity: 'error', code: 'a/b', also: false },
      { severity: 'warning', code: 'c/d', also: false, message: 'm' },
      { severity: 'info', code: 'e/f', also: true, message: /^m/ },
    ]);
  });

  it('a comment of another form is a mistake of the test', () => {
    expect(() => readExpectations('// $TEST$ eror a/b')).toThrow('not a test comment');
  });
});
