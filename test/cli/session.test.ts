import { describe, expect, it } from 'vitest';
import { matches, parseSessions } from './session.js';

describe('a documented session', () => {
  const document = [
    '# Title',
    '```console',
    '$ not part of any session',
    '```',
    '## Works',
    'Prose.',
    '```twin a.twin',
    'scenario A {',
    '}',
    '```',
    '```console',
    '$ twinchain check a.twin',
    'line 1',
    '',
    'line 3',
    '[exit code 1]',
    '$ twinchain --version',
    '0.1.0',
    '```',
  ].join('\n');

  it('has its files, commands, outputs and exit codes', () => {
    expect(parseSessions(document)).toEqual([
      {
        title: 'Works',
        files: [{ path: 'a.twin', content: 'scenario A {\n}\n' }],
        steps: [
          { line: 12, command: 'twinchain check a.twin', output: 'line 1\n\nline 3\n', exitCode: 1 },
          { line: 17, command: 'twinchain --version', output: '0.1.0\n', exitCode: 0 },
        ],
      },
    ]);
  });

  it.each([
    ['all 17 (files)\n', 'all 17 (files)\n', true],
    ['all 17 files\n', 'all 18 files\n', false],
    ['took <time>\n', 'took 0.42 s\n', true],
    ['took <time>\n', 'took 1 h 2 min\n', true],
    ['took <time>\n', 'took long\n', false],
    ['a\n...\nz\n', 'a\nb\nc\nz\n', true],
    ['a\n...\nz\n', 'a\nz\n', true],
    ['a\n...\nz\n', 'a\nb\nc\n', false],
    ['a\n', 'a\nb\n', false],
  ])('documented as %j, %j matches: %s', (documented, actual, expected) => {
    expect(matches(documented, actual)).toBe(expected);
  });
});
