import { describe, expect, it } from 'vitest';
import type { Problem } from '../../server/cli/problem.js';
import { problemCount } from '../../server/cli/problem-count.js';
import { problemsText, problemText } from '../../server/cli/problem-text.js';
import { plainOutput } from './plain-output.js';

const problem: Problem = {
  severity: 'error',
  code: 'unit/unknown',
  message: "'minits' is not a unit",
  hint: "did you mean 'min'?",
  place: { file: 'a.twin', line: 12, column: 18, length: 6, source: '    duration: 10 minits // long' },
};

describe('a problem on a terminal', () => {
  it('looks like a compiler message: place, problem, line, a caret under the place, advice', () => {
    expect(problemText(problem, plainOutput())).toBe(
      [
        "a.twin:12:18: error[unit/unknown]: 'minits' is not a unit",
        '  12 |     duration: 10 minits // long',
        '     |                  ^^^^^^',
        "     = did you mean 'min'?",
        '',
      ].join('\n'),
    );
  });

  it('names its related places', () => {
    const related = [{ message: 'first set here', place: { ...problem.place!, line: 3, column: 5 } }];
    expect(
      problemText({ ...problem, hint: undefined, related }, plainOutput())
        .split('\n')
        .slice(3),
    ).toEqual(['     = a.twin:3:5: first set here', '']);
  });

  it.each([
    ['the line has tabs', 3, 3, '\t\tbad: 1', ['  12 |         bad: 1', '     |         ^^^']],
    ['letters are two columns wide', 7, 5, '/*漢字*/bad漢字', ['  12 | /*漢字*/bad漢字', '     |         ^^^^^^^']],
  ])('keeps the caret under the place where %s', (_, column, length, source, lines) => {
    const place = { ...problem.place!, column, length, source };
    const text = problemText({ ...problem, place }, plainOutput());
    expect(text.split('\n').slice(1, 3)).toEqual(lines);
  });

  it('cuts a long line around the place', () => {
    const place = { ...problem.place!, column: 5001, length: 3, source: `${'x'.repeat(5000)}bad${'y'.repeat(5000)}` };
    const [, line, carets] = problemText({ ...problem, place }, plainOutput(80)).split('\n');
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('bad');
  });

  it('shows a line that the reader has cut as it is', () => {
    const place = { ...problem.place!, column: 5001, length: 3, source: '.....bad.....', sourceColumn: 4996 };
    const [where, line, carets] = problemText({ ...problem, place }, plainOutput(80)).split('\n');
    expect(where).toContain('a.twin:12:5001');
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('bad');
  });

  it('prints no control characters of the input', () => {
    const place = { ...problem.place!, column: 1, source: 'a\u001b[31mb\u0000' };
    const text = problemText({ ...problem, place, message: 'found \u001b]0;title\u0007' }, plainOutput());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('marks at least one character, even at the end of a line', () => {
    const place = { ...problem.place!, column: 4, length: 0, source: 'abc' };
    expect(problemText({ ...problem, place }, plainOutput()).split('\n')[2]).toBe('     |    ^');
  });
});

it('with very many problems, the first hundred are shown and the rest are counted', () => {
  const many = Array.from({ length: 100_000 }, () => problem);
  const text = problemsText(many, plainOutput());
  expect(text.split('error[unit/unknown]')).toHaveLength(101);
  expect(text).toMatch(/\n… and 99900 errors more\.\n$/);
  expect(problemsText([problem], plainOutput())).toBe(problemText(problem, plainOutput()));
});

it('problems are counted by severity', () => {
  const warning: Problem = { ...problem, severity: 'warning' };
  expect(problemCount([problem, warning, problem])).toBe('2 errors, 1 warning');
  expect(problemCount([{ ...problem, severity: 'info' }])).toBe('');
});
