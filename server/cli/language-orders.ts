import { asFailure, CommandFailure } from './command-failure.js';
import type { ExitCode } from './exit-codes.js';
import type { Problem } from './problem.js';
import type { RunArguments, RunSource } from './run-source.js';

/** A text in the usual layout, or why it cannot be laid out. */
export type LaidOut = { text: string } | { problems: readonly Problem[] };

/** What commands ask of the language: by name, what they say and what they get. Both are plain data. */
export interface LanguageOrders {
  /** What to run of a file. */
  source: { says: RunArguments; gets: RunSource };
  /** What is wrong with a file, and with the files that it imports. */
  problems: { says: { file: string }; gets: readonly Problem[] };
  /** The text of a file in the usual layout. */
  layout: { says: { file: string; text: string }; gets: LaidOut };
}

export type OrderKind = keyof LanguageOrders;

/** One order, as it is sent to another process. */
export type LanguageOrder = { [K in OrderKind]: { kind: K; says: LanguageOrders[K]['says'] } }[OrderKind];

/** What comes back: a failure is data, for an error is not the same class in another bundle or process. */
export type LanguageAnswer<K extends OrderKind = OrderKind> =
  | { got: LanguageOrders[K]['gets'] }
  | { failure: { exitCode: ExitCode; problems: readonly Problem[] } };

/** @returns what an order gets. @throws CommandFailure */
export type AskLanguage = <K extends OrderKind>(
  kind: K,
  says: LanguageOrders[K]['says'],
) => Promise<LanguageOrders[K]['gets']>;

/** @returns what the work gets, or its failure as data */
export async function asAnswer<K extends OrderKind>(
  work: Promise<LanguageOrders[K]['gets']>,
): Promise<LanguageAnswer<K>> {
  try {
    return { got: await work };
  } catch (error) {
    const { exitCode, problems } = asFailure(error);
    return { failure: { exitCode, problems } };
  }
}

/** @throws CommandFailure if the answer is a failure */
export function gotten<K extends OrderKind>(answer: LanguageAnswer<K>): LanguageOrders[K]['gets'] {
  if ('failure' in answer) throw new CommandFailure(answer.failure.exitCode, answer.failure.problems);
  return answer.got;
}
