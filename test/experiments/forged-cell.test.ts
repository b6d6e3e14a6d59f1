import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { cellPath, readCell } from '../../server/experiments/cell-files.js';
import { BLANK_SEAL, SEAL_KEY, seal } from '../../server/experiments/cell-seal.js';
import { decodingCells } from '../../server/experiments/decode-cell.js';
import { readingApart } from '../../server/runs/reading-apart.js';
import { temporaryFolders } from '../runs/temporary-folder.js';

const bundle = pathToFileURL(resolve('dist/table-worker.cjs'));
const temporary = temporaryFolders();

/** Length of the end of a Parquet file: the size of its metadata, and `PAR1`. */
const TRAILER = 8;

/** A file with a valid seal, such as anyone can compute. */
function sealedAnew(bytes: Buffer, name: string): Buffer {
  const metadata = bytes.readUInt32LE(bytes.length - TRAILER);
  const at = bytes.length - TRAILER - metadata;
  const blank = Buffer.from(`${SEAL_KEY}  ${BLANK_SEAL}`, 'latin1');
  return seal(Buffer.concat([bytes.subarray(0, at), blank, bytes.subarray(at)]), name);
}

it('a forged replication that takes forever to decode is reported, and the process continues', async () => {
  const folder = await temporary();
  const forged = sealedAnew(readFileSync(join(import.meta.dirname, 'forged', 'never-read.parquet')), 'cell');
  writeFileSync(cellPath(folder, 'cell'), forged);
  const read = readingApart((decoding) => readCell(folder, 'cell', decodingCells(decoding)), {
    bundle,
    longest: 2000,
  });
  await expect(read).rejects.toMatchObject({
    code: 'experiment/damaged',
    message: `A replication of the experiment is damaged: "${cellPath(folder, 'cell')}" holds no replication: it took longer to decode than any file of Twinchain.`,
  });
});
