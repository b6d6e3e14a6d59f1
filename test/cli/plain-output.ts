import pc from 'picocolors';
import type { Output } from '../../server/cli/terminal.js';

/** An output without colours that is so many columns wide. */
export function plainOutput(width = 100): Output {
  return { write: () => {}, colours: pc.createColors(false), live: false, width };
}
