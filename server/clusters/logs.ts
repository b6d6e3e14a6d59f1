export const LOGS_FOLDER = 'logs';

/** The log of a batch, in the folder of its experiment. */
export function logOfBatch(batch: number): string {
  return `${LOGS_FOLDER}/batch-${batch}.log`;
}
