import { runBatch } from '../clusters/index.js';
import { decodingCells } from '../experiments/index.js';
import { terminalText } from '../protocol/plain-text.js';
import { readingApart } from '../runs/reading-apart.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { watchInterrupts } from './interrupt.js';
import { countText } from './quantity-text.js';
import { sweepHeapEarly } from './small-heap.js';
import type { Terminal } from './terminal.js';

/**
 * `twinchain run-cells`: the command of a cluster job. A signal ends it after the current cell.
 * @throws StorageError
 */
export async function runCellsCommand(
  folder: string,
  { batch, quiet }: { batch: number; quiet: boolean },
  { out, err }: Terminal,
): Promise<ExitCode> {
  sweepHeapEarly();
  const abortController = new AbortController();
  const interrupts = watchInterrupts({ stop: () => abortController.abort(), quit: () => {} });
  try {
    const outcome = await readingApart((decoding) =>
      runBatch({ folder, batch, signal: abortController.signal, decode: decodingCells(decoding) }),
    );
    const { ended, simulated, found, failed, cells } = outcome;
    for (const { message } of failed) err.write(`${terminalText(message)}\n`);
    if (!quiet)
      out.write(
        `batch ${batch} ${ended}: ${countText(simulated)} simulated, ${countText(found)} found, ${countText(failed.length)} failed, of ${countText(cells)}\n`,
      );
    if (ended === 'stopped') return EXIT.cellsLeft;
    return failed.length > 0 ? EXIT.cellsFailed : EXIT.fine;
  } finally {
    interrupts.ignore();
  }
}
