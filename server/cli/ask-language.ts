import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AskLanguage, gotten, type LanguageAnswer, type LanguageOrder } from './language-orders.js';
import { snapshotBeside } from './language-snapshot.js';

/** The bundle that holds the language, beside the bundle that this module becomes a part of. */
const LANGUAGE = () => fileURLToPath(new URL('./language-commands.cjs', import.meta.url));

/** A process that answers orders about texts. */
export interface LanguageProcess {
  ask: AskLanguage;
  /** Ends it, whatever it does. */
  end(): void;
}

/**
 * A process of its own for the language, for a command that has other uses for its memory. It begins from the snapshot
 * where there is one that fits; where that does not start, from the bundle.
 */
export function openLanguageProcess(): LanguageProcess {
  const first = startFromSnapshot();
  let child = first;
  const ask = asking(first, async (order) => {
    child = fork(LANGUAGE(), { serialization: 'advanced' });
    const answer = await answerOf(child, order);
    if (!answer) throw new Error(`reading the text ended with ${child.signalCode ?? `code ${child.exitCode}`}`);
    return answer;
  });
  return { ask, end: () => child?.kill('SIGKILL') };
}

/**
 * Lets a command ask the language that has little else to do: in a process from the snapshot, which is sooner at it, or in
 * this process.
 * @param files what the command reads; anything but a plain file, such as a pipe of the shell, is open here alone
 */
export async function withLanguage<T>(files: readonly string[], use: (ask: AskLanguage) => Promise<T>): Promise<T> {
  const child = (await areAllPlain(files)) ? startFromSnapshot() : undefined;
  try {
    return await use(
      asking(child, async (order) => {
        const { answerOrder } = await import('./language-commands.js');
        return answerOrder(order);
      }),
    );
  } finally {
    child?.kill('SIGKILL');
  }
}

async function areAllPlain(files: readonly string[]): Promise<boolean> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return found.every((file) => file?.isFile());
}

/** What a snapshot that is damaged makes Node.js say is nothing to the user: its orders are carried out without it. */
function startFromSnapshot(): ChildProcess | undefined {
  const snapshot = snapshotBeside(LANGUAGE());
  if (snapshot === undefined) return undefined;
  return fork(LANGUAGE(), {
    serialization: 'advanced',
    execArgv: ['--snapshot-blob', snapshot],
    stdio: ['inherit', 'ignore', 'ignore', 'ipc'],
  });
}

/** Asks the process from the snapshot, as long as it answers. */
function asking(
  child: ChildProcess | undefined,
  otherwise: (order: LanguageOrder) => Promise<LanguageAnswer>,
): AskLanguage {
  return async (kind, says) => {
    const order = { kind, says } as LanguageOrder;
    const answer = (child && (await answerOf(child, order).catch(() => undefined))) ?? (await otherwise(order));
    return gotten(answer as LanguageAnswer<typeof kind>);
  };
}

/** @returns undefined if the process ends without an answer. @throws Error if it cannot be started */
async function answerOf(child: ChildProcess, order: LanguageOrder): Promise<LanguageAnswer | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  const over = new AbortController();
  const { signal } = over;
  const answered = once(child, 'message', { signal }).then(([answer]) => answer as LanguageAnswer);
  const ended = once(child, 'exit', { signal }).then(() => undefined);
  // That it cannot be sent is told by the end of the process as well.
  child.send(order, () => {});
  try {
    return await Promise.race([answered, ended]);
  } finally {
    over.abort();
    await Promise.allSettled([answered, ended]);
  }
}
