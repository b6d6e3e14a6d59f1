import { asFailure, CommandFailure } from './command-failure.js';
import type { ExitCode } from './exit-codes.js';
import type { Problem } from './problem.js';
import type { RunArguments, RunSource } from './run-source.js';

/** A formatted text, or why it cannot be formatted. */
export type FormatAnswer = { text: string } | { problems: readonly Problem[] };

/** Orders of commands to the language, by name, with their input and their result. Both are plain data. */
export interface LanguageOrders {
  /** Reads the scenario or experiment to run from a file. */
  source: { says: RunArguments; gets: RunSource };
  /** The problems of a file and of its imports. */
  problems: { says: { file: string }; gets: readonly Problem[] };
  /** The formatted text of a file. */
  layout: { says: { file: string; text: string }; gets: FormatAnswer };
}

export type OrderKind = keyof LanguageOrders;

/** One order in its form for another process. */
export type LanguageOrder = { [K in OrderKind]: { kind: K; says: LanguageOrders[K]['says'] } }[OrderKind];

/** The answer. A failure is plain data, since an error is not the same class in another bundle or process. */
export type LanguageAnswer<K extends OrderKind = OrderKind> =
  | { got: LanguageOrders[K]['gets'] }
  | { failure: { exitCode: ExitCode; problems: readonly Problem[] } };

/** @returns the result of an order. @throws CommandFailure */
export type AskLanguage = <K extends OrderKind>(
  kind: K,
  says: LanguageOrders[K]['says'],
) => Promise<LanguageOrders[K]['gets']>;

/** @returns the result of the work, or its failure as data */
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
export function unwrapAnswer<K extends OrderKind>(answer: LanguageAnswer<K>): LanguageOrders[K]['gets'] {
  if ('failure' in answer) throw new CommandFailure(answer.failure.exitCode, answer.failure.problems);
  return answer.got;
}
