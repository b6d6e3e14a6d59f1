import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NEEDED = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel', 'scontrol'];

/** The reason why Slurm cannot run here; empty if it can. Its daemons must run as root. */
export function whyNoSlurm(): string {
  if (process.getuid?.() !== 0) return 'not run: Slurm needs root';
  const missing = NEEDED.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  return missing.length > 0 ? `not run: no Slurm here (${missing[0]})` : '';
}

/** A cluster of this machine alone, on the loopback interface, with its own authentication. */
export interface SlurmCluster {
  /** Kills the controller without a shutdown, and starts it again. */
  restartController(): Promise<void>;
  /** Kills the node's daemon without a shutdown, and starts it again. */
  restartNode(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a cluster and sets the environment of this process so that Slurm's programs find it.
 * @param arraySize largest number of jobs in an array
 */
export async function startSlurm(arraySize: number): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'twinchain-slurm-'));
  for (const part of ['state', 'spool']) mkdirSync(join(folder, part));
  const key = join(folder, 'munge.key');
  writeFileSync(key, randomBytes(128), { mode: 0o400 });
  const socket = join(folder, 'munge.socket');
  const configuration = join(folder, 'slurm.conf');
  writeFileSync(configuration, await configurationText(folder, socket, arraySize));
  process.env.SLURM_CONF = configuration;
  const munged = await daemon('munged', [
    '--foreground',
    '--force',
    `--socket=${socket}`,
    `--key-file=${key}`,
    `--pid-file=${join(folder, 'munged.pid')}`,
    `--log-file=${join(folder, 'munged.log')}`,
    `--seed-file=${join(folder, 'munged.seed')}`,
  ]);
  const controller = () => daemon('slurmctld', ['-D', '-f', configuration]);
  const node = () => daemon('slurmd', ['-D', '-f', configuration, '-N', hostname().split('.')[0]]);
  const running = { munged, controller: await controller(), node: await node() };
  const isIdle = () =>
    /^(idle|mix|alloc)/m.test(spawnSync('sinfo', ['-h', '-o', '%T'], { encoding: 'utf8' }).stdout ?? '');
  await until(isIdle, `the node of Slurm did not come up; see ${folder}`).catch(async (error: unknown) => {
    for (const process of [running.node, running.controller, running.munged]) await kill(process);
    throw error;
  });
  let operator: NodeJS.Timeout | undefined;
  return {
    restartController: async () => {
      operator ??= setInterval(() => void returnToService(), 1_000);
      await kill(running.controller);
      running.controller = await controller();
      const isUp = () => / is UP/.test(spawnSync('scontrol', ['ping'], { encoding: 'utf8' }).stdout ?? '');
      await until(isUp, 'the controller of Slurm did not come back');
    },
    restartNode: async () => {
      await kill(running.node);
      running.node = await node();
      await until(isIdle, 'the node of Slurm did not come back');
    },
    stop: async () => {
      clearInterval(operator);
      spawnSync('scancel', ['--user=root'], { timeout: 10_000 });
      for (const process of [running.node, running.controller, running.munged]) await kill(process);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Does what an operator would do with a drained node. A controller that is killed forgets the jobs of its last seconds and
 * gives their numbers again. If the node still ends such a job, Slurm takes the new one for a second copy, drains the node
 * and leaves it to the operator.
 */
async function returnToService(): Promise<void> {
  try {
    const { stdout } = await run('sinfo', ['-h', '-o', '%n %T']);
    const [node, state = ''] = stdout.trim().split(' ');
    if (state.startsWith('drain')) await run('scontrol', ['update', `NodeName=${node}`, 'State=RESUME']);
  } catch {
    // The controller is being restarted, or is slow. The operator looks again.
  }
}

async function daemon(program: string, args: string[]): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  const end = performance.now() + 180_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(otherwise);
    await after(200);
  }
}

async function configurationText(folder: string, munge: string, arraySize: number): Promise<string> {
  const name = hostname().split('.')[0];
  const [controllerPort, nodePort] = [await freePort(), await freePort()];
  return `ClusterName=twinchain
SlurmctldHost=${name}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${munge},cred_expire=5
CryptoType=crypto/munge
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
ReturnToService=2
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobRequeue=1
KillWait=30
MaxArraySize=${arraySize}
SchedulerParameters=batch_sched_delay=0,sched_interval=1
NodeName=${name} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=${name} Default=YES MaxTime=INFINITE State=UP
`;
}

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
