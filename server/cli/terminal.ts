import pc from 'picocolors';
import { terminalLines } from '../protocol/plain-text.js';

export type Colours = ReturnType<typeof pc.createColors>;

/** One of the two streams that a command writes to. */
export interface Output {
  /** Writes lines of text. Only their styles can control the terminal. */
  write(text: string): void;
  colours: Colours;
  /** True if a person is looking: progress may be drawn over itself. */
  live: boolean;
  /** Columns to use, at most {@link WIDEST}. */
  width: number;
}

export interface Terminal {
  out: Output;
  err: Output;
}

/** Lines stay readable, and fit into half a screen. */
export const WIDEST = 100;

/** The streams of this process; colours only on a terminal, and not where `NO_COLOR` is set (no-color.org). */
export function processTerminal(): Terminal {
  return { out: output(process.stdout), err: output(process.stderr) };
}

function output(stream: NodeJS.WriteStream): Output {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const forced = Boolean(FORCE_COLOR) && FORCE_COLOR !== '0';
  const coloured: boolean = !NO_COLOR && (forced || (stream.isTTY && TERM !== 'dumb'));
  return {
    write: (text) => {
      stream.write(terminalLines(text, coloured));
    },
    colours: pc.createColors(coloured),
    live: stream.isTTY && TERM !== 'dumb',
    width: Math.min(WIDEST, stream.columns || WIDEST),
  };
}
