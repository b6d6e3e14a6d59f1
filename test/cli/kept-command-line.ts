import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** Interleaved output of a command on both streams, and its exit code. */
export interface Printed {
  printed: string;
  exitCode: number;
}

/** With the output on each stream as well. */
export interface PrintedByStream extends Printed {
  stdout: string;
  stderr: string;
}

/**
 * The built command line in a process that is reused, because starting a process takes half the time of a short
 * command.
 */
export interface KeptCommandLine {
  /** Runs `twinchain` with these words in a folder. Only one command can run at a time. */
  run(folder: string, words: readonly string[]): Promise<PrintedByStream>;
  stop(): void;
}

export function keepCommandLine(): KeptCommandLine {
  let kept: ChildProcess | undefined;
  const start = () => {
    const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
    const child = fork(join(import.meta.dirname, 'kept-process.cjs'), { env, execArgv: [], stdio: 'ignore' });
    child.once('exit', () => {
      kept = undefined;
    });
    return child;
  };
  return {
    run: async (folder, words) => {
      kept ??= start();
      const ended = new AbortController();
      const answered = once(kept, 'message', { signal: ended.signal }).then(([answer]) => answer as PrintedByStream);
      const exited = once(kept, 'exit', { signal: ended.signal }).then(([code, signal]) => {
        throw new Error(`The kept command line ended by itself, with ${signal ?? `code ${code}`}.`);
      });
      kept.send({ folder, home: dirname(folder), words });
      try {
        return await Promise.race([answered, exited]);
      } finally {
        ended.abort();
        await Promise.allSettled([answered, exited]);
      }
    },
    stop: () => void kept?.kill(),
  };
}

/** A word that a shell takes literally: plain characters, or quotes around text without expansions. */
const WORD = /(?:[\w.,=/:+@-]|'[^']*'|"[^"$`\\]*")+/y;

/** The words after `twinchain` in a line that only calls it; undefined if the line needs a shell. */
export function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  for (let at = 0; at < line.length; at = WORD.lastIndex + 1) {
    WORD.lastIndex = at;
    const word = WORD.exec(line)?.[0];
    if (word === undefined || ![' ', undefined].includes(line[WORD.lastIndex])) return undefined;
    words.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words.shift() === 'twinchain' ? words : undefined;
}

/**
 * The words after `twinchain` in a line that sends the output on, and what follows them, such as `| tail -1` or `> file`;
 * undefined for other lines.
 */
export function forwardedWordsOf(line: string): { words: string[]; onwards: string } | undefined {
  const end = line.search(/ (?:\||2?>) /);
  const words = end < 0 ? undefined : wordsOf(line.slice(0, end));
  return words && { words, onwards: line.slice(end) };
}
