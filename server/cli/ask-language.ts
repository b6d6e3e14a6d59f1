import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type AskLanguage, type LanguageAnswer, type LanguageOrder, unwrapAnswer } from './language-orders.js';
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
 * A separate process for the language, so that the command has the memory for itself. It starts from the snapshot if
 * there is one that fits, or from the bundle if the snapshot does not start.
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
 * Carries out language orders for a command that does little else: in a process from the snapshot, which starts faster,
 * or in this process.
 * @param files what the command reads; anything but a plain file, such as a pipe of the shell, is open only in this
 * process
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

/** Errors of Node.js about a damaged snapshot do not concern the user: the orders are carried out without it. */
function startFromSnapshot(): ChildProcess | undefined {
  const snapshot = snapshotBeside(LANGUAGE());
  if (snapshot === undefined) return undefined;
  const child = fork(LANGUAGE(), {
    serialization: 'advanced',
    execArgv: ['--snapshot-blob', snapshot],
    stdio: ['inherit', 'ignore', 'ignore', 'ipc'],
  });
  // It may report that it cannot start before it gets any request.
  child.on('error', () => {});
  return child;
}

/** Asks the process from the snapshot, as long as it answers. */
function asking(
  child: ChildProcess | undefined,
  otherwise: (order: LanguageOrder) => Promise<LanguageAnswer>,
): AskLanguage {
  return async (kind, says) => {
    const order = { kind, says } as LanguageOrder;
    const answer = (child && (await answerOf(child, order).catch(() => undefined))) ?? (await otherwise(order));
    return unwrapAnswer(answer as LanguageAnswer<typeof kind>);
  };
}

/** @returns undefined if the process ends without an answer. @throws Error if it cannot be started */
async function answerOf(child: ChildProcess, order: LanguageOrder): Promise<LanguageAnswer | undefined> {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  const over = new AbortController();
  const { signal } = over;
  const answered = once(child, 'message', { signal }).then(([answer]) => answer as LanguageAnswer);
  const ended = once(child, 'exit', { signal }).then(() => undefined);
  // A failed send also ends the process, which is handled there.
  child.send(order, () => {});
  try {
    return await Promise.race([answered, ended]);
  } finally {
    over.abort();
    await Promise.allSettled([answered, ended]);
  }
}
