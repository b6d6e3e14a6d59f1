import { sha256 } from '../runs/canonical-json.js';

/**
 * The name of a round at the engine. It depends only on the folder and the round, so every machine that shares the
 * folder computes the same name.
 */
export function roundName(folder: string, round: number): string {
  return `twinchain-${sha256(folder).slice(0, 12)}-${round}`;
}
