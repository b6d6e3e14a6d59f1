import type { FailureView } from '../protocol/experiment-view.js';
import { type CellFailure, failuresIn, isFinal } from './failures.js';

/** Replications that failed, as the panel lists them. */
export function failureViews(failures: Iterable<CellFailure>): FailureView[] {
  return [...failures].map((failure) => {
    const { point, replication, message, times, host, batch } = failure;
    return { point, replication, message, times, host, batch, isTriedAgain: !isFinal(failure) };
  });
}

/** All failures noted in a folder, as the panel lists them. */
export async function failureViewsIn(folder: string): Promise<FailureView[]> {
  return failureViews((await failuresIn(folder)).values());
}
