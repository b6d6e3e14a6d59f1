import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../server/runs/read-run.js';
import { sealed } from '../../server/runs/stored-json.js';
import { jsonFile } from '../../server/runs/summary.js';
import { playground, shell } from './run-command-line.js';

const SMALL = 'topology Four { nodes: 4  peers: full }\nscenario Small { topology: Four  duration: 10s }\n';

describe('a repeat that differs', () => {
  it('names the files that differ', async () => {
    const { folder, remove } = await playground([{ path: 'small.twin', content: SMALL }]);
    try {
      await shell(folder, 'twinchain run small.twin --out run --quiet');
      const path = join(folder, 'run', 'manifest.json');
      const manifest = await readManifest(path);
      const files = { ...manifest.files, 'links.parquet': '0'.repeat(64) };
      await writeFile(path, jsonFile(sealed({ ...manifest, files })));
      const said = await shell(folder, 'twinchain run run/manifest.json --quiet');
      expect(said).toEqual({
        exitCode: 1,
        stdout: '',
        stderr:
          'error[repeat/different]: The repeat differs from the original in links.parquet.\n' +
          '   = If nobody changed these files, this is a bug in Twinchain. Please report it with the manifest.\n',
      });
    } finally {
      await remove();
    }
  });
});
