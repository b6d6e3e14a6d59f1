import pc from 'picocolors';
import type { Output } from '../../server/cli/terminal.js';

/** An output without colours, of this width in columns. */
export function plainOutput(width = 100): Output {
  return { write: () => {}, colours: pc.createColors(false), live: false, width };
}
