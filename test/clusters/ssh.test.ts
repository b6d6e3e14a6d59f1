import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepOnCluster } from '../../server/clusters/index.js';
import { conclude } from '../../server/experiments/index.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { PROGRAM, plan, resultsIn, sweptHere } from './planned-sweep.js';

const SSHD = '/usr/sbin/sshd';
const isHere = process.getuid?.() === 0 && existsSync(SSHD) && spawnSync('parallel', ['--version']).status === 0;
const NOT_RUN = isHere ? '' : ' (not run: no root, GNU parallel or SSH server here)';
const freshFolder = temporaryFolders();

describe.skipIf(!isHere)(`a sweep on hosts by SSH${NOT_RUN}`, () => {
  let folder: string;
  let server: ChildProcess;
  /** The command with which GNU parallel logs in; its last word is the host. */
  let login: string;
  let client: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinchain-ssh-'));
    for (const name of ['host', 'user'])
      spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
    writeFileSync(join(folder, 'authorized'), readFileSync(join(folder, 'user.pub')), { mode: 0o600 });
    const port = await freePort();
    mkdirSync('/run/sshd', { recursive: true });
    const options = [
      `HostKey=${folder}/host`,
      `AuthorizedKeysFile=${folder}/authorized`,
      `PidFile=${folder}/pid`,
      'ListenAddress=127.0.0.1',
      'StrictModes=no',
      'UsePAM=no',
      'PermitRootLogin=yes',
    ];
    server = spawn(SSHD, ['-D', '-f', '/dev/null', '-p', `${port}`, ...options.flatMap((option) => ['-o', option])], {
      stdio: 'ignore',
    });
    await once(server, 'spawn');
    client = `ssh -F none -i ${folder}/user -p ${port} -o StrictHostKeyChecking=no -o UserKnownHostsFile=${folder}/known`;
    login = `2/${client} 127.0.0.1`;
  });
  async function canLogIn(): Promise<boolean> {
    for (let tries = 0; tries < 50; tries++) {
      if (spawnSync('sh', ['-c', `${client} -o BatchMode=yes 127.0.0.1 true`]).status === 0) return true;
      await after(200);
    }
    return false;
  }
  afterAll(() => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the same bytes as on one machine', async ({ skip }) => {
    if (!(await canLogIn())) return skip('not run: nobody can log in to this machine');
    const experiment = smallExperiment();
    const place = await freshFolder();
    await plan(experiment, place, 1000);
    const settings = { on: 'parallel' as const, batchSeconds: 0.2, hosts: [login] };
    const swept = await sweepOnCluster(experiment, { folder: place, settings, program: PROGRAM });
    expect(swept).toMatchObject({ complete: true, failed: [] });
    await conclude(experiment, place, swept.replications);
    expect(resultsIn(place)).toEqual(await sweptHere(experiment, await freshFolder()));
    expect(readFileSync(join(place, 'logs/parallel-2-jobs.tsv'), 'utf8')).toContain('127.0.0.1');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
