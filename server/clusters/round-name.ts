import { sha256 } from '../runs/canonical-json.js';

/** How the engines call a round of the sweep in a folder, on every machine that sees it there. */
export function roundName(folder: string, round: number): string {
  return `twinchain-${sha256(folder).slice(0, 12)}-${round}`;
}
