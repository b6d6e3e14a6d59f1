// Sweeps that tell their failures themselves, for the classes of errors in two bundles are not the same.
import { keptSweepCommand as keptSweep } from './kept-sweep-command.js';
import { sweepHeapEarly } from './small-heap.js';
import { sweepCommand as sweep } from './sweep-command.js';
import { tellFailure } from './tell-failure.js';

export const sweepCommand: typeof sweep = (options, terminal) => {
  sweepHeapEarly();
  return sweep(options, terminal).catch((error: unknown) => tellFailure(error, terminal));
};

export const keptSweepCommand: typeof keptSweep = (options, action, terminal) => {
  sweepHeapEarly();
  return keptSweep(options, action, terminal).catch((error: unknown) => tellFailure(error, terminal));
};
