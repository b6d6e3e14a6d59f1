// Commands that need the language: a separate bundle, so that a run does not carry it. Sweeps are loaded on demand: a
// process that begins from a snapshot of the bundle only reads.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startupSnapshot } from 'node:v8';
import { serveOrders } from './reader.js';
import { readyLanguage } from './ready-language.js';
import type * as sweeps from './reporting-sweeps.js';

export { makeSnapshot } from './language-snapshot.js';
export { answerOrder } from './reader.js';

export const sweepCommand: typeof sweeps.sweepCommand = async (options, terminal) =>
  (await import('./reporting-sweeps.js')).sweepCommand(options, terminal);

export const keptSweepCommand: typeof sweeps.keptSweepCommand = async (options, action, terminal) =>
  (await import('./reporting-sweeps.js')).keptSweepCommand(options, action, terminal);

// Started as a process, the bundle carries out orders for a command: see ask-language.ts.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (startupSnapshot.isBuildingSnapshot()) becomeSnapshot(process.argv.slice(2));
  else serveOrders();
}

/**
 * The memory at the end of this function is the snapshot that processes start from: a language that has been warmed up
 * on the files.
 */
function becomeSnapshot(files: readonly string[]): void {
  readyLanguage(files.map((file) => readFileSync(file, 'utf8'))).then((ready) =>
    startupSnapshot.setDeserializeMainFunction(() => serveOrders(ready)),
  );
}
