// The commands that keep the language at hand: a bundle of their own, so that a run does not carry it. They tell their
// failures themselves, for the classes of errors in two bundles are not the same.
import { fileURLToPath } from 'node:url';
import { checkCommand as check } from './check-command.js';
import { formatCommand as format } from './format-command.js';
import { keptSweepCommand as keptSweep } from './kept-sweep-command.js';
import { answerReading } from './reader.js';
import { sweepCommand as sweep } from './sweep-command.js';
import { tellFailure } from './tell-failure.js';

export const checkCommand: typeof check = (files, options, terminal) =>
  check(files, options, terminal).catch((error: unknown) => tellFailure(error, terminal));

export const formatCommand: typeof format = (files, onlyCheck, terminal) =>
  format(files, onlyCheck, terminal).catch((error: unknown) => tellFailure(error, terminal));

export const sweepCommand: typeof sweep = (options, terminal) =>
  sweep(options, terminal).catch((error: unknown) => tellFailure(error, terminal));

export const keptSweepCommand: typeof keptSweep = (options, action, terminal) =>
  keptSweep(options, action, terminal).catch((error: unknown) => tellFailure(error, terminal));

// Started as a process, the bundle reads a scenario for a run: see read-apart.ts.
if (process.argv[1] === fileURLToPath(import.meta.url)) answerReading();
