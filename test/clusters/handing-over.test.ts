import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptSettings, type Submission, submissionsIn, writeSubmission } from '../../server/clusters/submissions.js';
import { playground, type Said, shell } from '../cli/run-command-line.js';
import { type SlurmStandIn, slurmStandIn } from './slurm-stand-in.js';

const TEXT = `
topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 1min  management.interval: 10s }
experiment Two { scenario: Small  replications: 2 }
`;

describe('a round that is submitted', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let slurm: SlurmStandIn;

  beforeEach(async () => {
    ({ folder, remove } = await playground([{ path: 'two.twin', content: TEXT }]));
    slurm = slurmStandIn(join(folder, '..', 'engine'));
  });
  afterEach(() => remove());

  const twinchain = (words: string): Promise<Said> => shell(folder, `PATH='${slurm.folder}':$PATH twinchain ${words}`);
  const begin = () => twinchain('sweep two.twin --on slurm --out kept --quiet');
  const resume = () => twinchain('sweep kept --resume');
  const rounds = () => submissionsIn(join(folder, 'kept'));

  it('is not lost where its caller is killed after the engine took it: its name finds it, and it is not submitted twice', async () => {
    slurm.killNext('after');
    expect((await begin()).exitCode).not.toBe(0);
    expect(slurm.taken()).toHaveLength(1);
    const [unnoted] = await rounds();
    expect(unnoted).toMatchObject({ round: 1, cancelled: false });
    expect(unnoted.jobs).toBeUndefined();
    const status = JSON.parse((await twinchain('sweep kept --status --json')).stdout) as object;
    expect(status).toMatchObject({ activity: 'active', missing: 2 });
    expect((await resume()).stdout).toContain('slurm still works on job 1; nothing new was submitted');
    expect(slurm.taken()).toHaveLength(1);
    expect(await rounds()).toMatchObject([{ round: 1, jobs: ['1'] }]);
  });

  it('is cancelled by its name if its jobs were not recorded', async () => {
    slurm.killNext('after');
    await begin();
    expect((await twinchain('sweep kept --cancel')).stdout).toContain('Cancelled; finished replications are kept');
    const [name] = /--job-name=\S+/.exec(slurm.taken()[0]) ?? [];
    expect(slurm.cancelled()).toEqual([`${name?.replace('job-', '')} 1`]);
    expect(await rounds()).toMatchObject([{ round: 1, cancelled: true }]);
  });

  it('is submitted again where its caller was killed before the engine took it, and a late job does nothing', async () => {
    slurm.killNext('before');
    expect((await begin()).exitCode).not.toBe(0);
    expect(slurm.taken()).toEqual([]);
    expect((await resume()).stdout).toContain('1 batch was submitted to slurm as job 1');
    expect(slurm.taken()).toHaveLength(1);
    expect(await rounds()).toMatchObject([
      { round: 1, jobs: [], cancelled: true },
      { round: 2, jobs: ['1'], cancelled: false },
    ]);
    const late = await twinchain('run-cells kept --batch 0');
    expect(late).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('batch 0 cancelled: 0 simulated') });
    const wanted = await twinchain('run-cells kept --batch 1');
    expect(wanted).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('batch 1 finished: 2 simulated') });
  });

  it('is submitted once, however many callers start at once', async () => {
    await begin();
    slurm.end();
    await Promise.all([resume(), resume(), resume()]);
    // One job of the finished round 1 has been forgotten; the others were found.
    expect(slurm.taken()).toHaveLength(1);
    expect((await rounds()).filter(({ cancelled }) => !cancelled)).toHaveLength(2);
  });

  it('leaves no claim behind where the engine refuses it', async () => {
    slurm.refuse('Invalid partition name specified');
    expect(await begin()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('`sbatch` refused: Invalid partition name specified'),
    });
    expect(await rounds()).toEqual([]);
    expect(slurm.cancelled()).toEqual([expect.stringMatching(/^--name=twinchain-[0-9a-f]{12}-1$/)]);
    slurm.refuse('');
    expect((await resume()).exitCode).toBe(0);
  });

  it('belongs to the process that claimed it on another machine, until its claim expires', async () => {
    await begin();
    slurm.end();
    const kept = join(folder, 'kept');
    const claimed: Submission = {
      round: 2,
      settings: keptSettings({ on: 'slurm', batchSeconds: 45 }),
      at: new Date().toISOString(),
      cellsBefore: 0,
      host: `not-${hostname()}`,
      process: 1,
      cancelled: false,
    };
    await writeSubmission(kept, claimed);
    expect((await resume()).stdout).toContain('jobs that another call is submitting');
    await writeSubmission(kept, { ...claimed, at: new Date(Date.now() - 3_600_000).toISOString() });
    expect((await resume()).stdout).toContain('was submitted to slurm as job 1');
    expect(await readdir(join(kept, 'submissions'))).toEqual(['1.json', '2.json', '3.json']);
  });
});
