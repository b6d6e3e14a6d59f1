import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playground, shell, startShell } from './run-command-line.js';

const MANY = `
topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 10s }
experiment Many { scenario: Small  replications: 20000 }
experiment Few { scenario: Small  replications: 2 }
`;

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ folder, remove } = await playground([{ path: 'many.twin', content: MANY }]));
});

afterEach(() => remove());

function cells(): number {
  try {
    return readdirSync(join(folder, 'kept', 'cells')).filter((name) => !name.startsWith('.')).length;
  } catch {
    return 0;
  }
}

describe('Ctrl-C during a sweep', () => {
  it('stops at once, keeps finished replications, and says how to resume', async () => {
    const { child, said } = startShell(folder, 'exec twinchain sweep many.twin Many --out kept --jobs 1');
    while (cells() < 2 && child.exitCode === null) await after(20);
    child.kill('SIGINT');
    const { stdout, stderr, exitCode } = await said;
    expect(exitCode).toBe(130);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^Stopped; \d+ replications are kept in kept\nResume with: twinchain sweep many\.twin Many --out kept --resume\n$/,
    );
    const kept = cells();
    expect(kept).toBeGreaterThanOrEqual(2);
    const again = await shell(folder, 'twinchain sweep many.twin Few --out kept --resume --json');
    expect(again.exitCode).toBe(0);
    expect(cells()).toBe(kept);
  });
});
