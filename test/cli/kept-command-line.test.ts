import { afterAll, describe, expect, it } from 'vitest';
import { forwardedWordsOf, keepCommandLine, wordsOf } from './kept-command-line.js';
import { playground, shell } from './run-command-line.js';

describe('a line that only calls the command line', () => {
  it.each([
    ['twinchain', []],
    ['twinchain run a.twin --set primary.blockSize=2MB', ['run', 'a.twin', '--set', 'primary.blockSize=2MB']],
    [
      `twinchain run 'a"b.twin' --set 'primary={blockSize: 1MB}'`,
      ['run', 'a"b.twin', '--set', 'primary={blockSize: 1MB}'],
    ],
    [
      'twinchain sweep a.twin --submit-args "--partition=short"',
      ['sweep', 'a.twin', '--submit-args', '--partition=short'],
    ],
  ])('%s', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  it.each([
    'cat notes',
    'cd study && twinchain check s.twin',
    'twinchain > help',
    'twinchain runs | tail -1',
    'twinchain run small.twin; echo done',
    'twinchain compare narrow .twinchain/runs/*',
    'twinchain report "$(ls .twinchain/runs)"',
    'twinchain check `ls`',
    'twinchain check $HOME/a.twin',
    'PATH=$PWD:$PATH twinchain runs',
  ])('is not: %s', (line) => {
    expect(wordsOf(line)).toBeUndefined();
  });
});

describe('a line that sends the output of the command line on', () => {
  it.each([
    ['twinchain runs | tail -1', ['runs'], ' | tail -1'],
    ['twinchain run a.twin --json 2> notes > summary.json', ['run', 'a.twin', '--json'], ' 2> notes > summary.json'],
  ])('%s', (line, words, onwards) => {
    expect(forwardedWordsOf(line)).toEqual({ words, onwards });
  });

  it.each([
    'twinchain runs',
    "twinchain run 'a > b.twin'",
    '(twinchain runs; echo $?) | true',
    'echo a | twinchain runs',
  ])('is not: %s', (line) => {
    expect(forwardedWordsOf(line)).toBeUndefined();
  });
});

describe('a command line that stays in memory', () => {
  const kept = keepCommandLine();
  afterAll(() => kept.stop());

  it('prints what a new process would print, and ends with its exit code, again and again', async () => {
    const broken = { path: 'broken.twin', content: 'scenario S { topology: T }\n' };
    const { folder, remove } = await playground([broken]);
    try {
      for (const words of [['check', 'examples/baseline.twin'], ['check', 'broken.twin'], ['rum'], ['--version']]) {
        const { stdout, exitCode } = await shell(folder, `exec 2>&1; twinchain ${words.join(' ')}`);
        for (let time = 0; time < 2; time++)
          expect(await kept.run(folder, words), words.join(' ')).toMatchObject({ printed: stdout, exitCode });
      }
    } finally {
      await remove();
    }
  });
});
