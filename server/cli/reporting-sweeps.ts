// Sweeps that print their own failures: `instanceof` does not recognise error classes of another bundle.
import { keptSweepCommand as keptSweep } from './kept-sweep-command.js';
import { printFailure } from './print-failure.js';
import { sweepHeapEarly } from './small-heap.js';
import { sweepCommand as sweep } from './sweep-command.js';

export const sweepCommand: typeof sweep = (options, terminal) => {
  sweepHeapEarly();
  return sweep(options, terminal).catch((error: unknown) => printFailure(error, terminal));
};

export const keptSweepCommand: typeof keptSweep = (options, action, terminal) => {
  sweepHeapEarly();
  return keptSweep(options, action, terminal).catch((error: unknown) => printFailure(error, terminal));
};
