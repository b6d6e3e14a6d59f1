import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../runs/is-alive.js';
import { systemCode } from '../../runs/storage-error.js';
import type { Activity, Cluster, ClusterWork } from '../cluster.js';
import { notThere } from '../command.js';
import { LOGS_FOLDER } from '../logs.js';
import { shellLine, wordsOf } from '../shell-text.js';

/** Hosts that are away, or that lack what is needed, shall not swallow all batches: each is tried on others. */
const TRIES_ON_HOSTS = 3;

/** GNU parallel: on the processors of this machine, or of others by SSH. It is called by its process, `host:number`. */
export const parallel: Cluster = {
  preview: async (work) => {
    const numbers = `seq ${work.first} ${work.first + work.count - 1}`;
    return `${numbers} | ${shellLine(['parallel', ...argumentsOf(work)])}\n`;
  },
  submit: async (work) => {
    const log = openSync(join(work.folder, LOGS_FOLDER, `parallel-${work.round}.log`), 'a');
    // It continues after this process ends, and does not receive its signals.
    const child = spawn('parallel', argumentsOf(work), { detached: true, stdio: ['pipe', log, log] });
    const failed = once(child, 'error').then(([error]: unknown[]) => {
      throw systemCode(error) === 'ENOENT' ? notThere('parallel') : error;
    });
    await Promise.race([once(child, 'spawn'), failed]);
    failed.catch(() => undefined);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(Array.from({ length: work.count }, (_, place) => `${work.first + place}\n`).join(''));
    child.unref();
    return [`${hostname()}:${child.pid}`];
  },
  find: async ({ folder, round, host }) => {
    if (host !== hostname()) return undefined;
    // It forks, and its children are called as it is; they came later.
    const [first] = (await processesCalled(jobLog(folder, round))).sort((a, b) => a - b);
    return first === undefined ? [] : [`${host}:${first}`];
  },
  activity: async (jobs, { folder }): Promise<Activity> => {
    const [host, id] = placeOf(jobs);
    if (host !== hostname()) return 'unknown';
    return isAlive(id) && isOf(id, folder) ? 'active' : 'ended';
  },
  cancel: async (jobs, { folder }) => {
    const [host, id] = placeOf(jobs);
    // No further batch begins. A running one sees that it is cancelled, and ends after its cell.
    if (host === hostname() && isAlive(id) && isOf(id, folder)) process.kill(id, 'SIGHUP');
  },
};

function placeOf(jobs: readonly string[]): [host: string, id: number] {
  const [, host, id] = /^(.*):(\d+)$/.exec(jobs[0] ?? '') ?? [];
  return [host ?? '', Number(id)];
}

/** Numbers of processes come back: Linux says what a process was started with. */
function isOf(id: number, folder: string): boolean {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return command.includes('parallel') && command.includes(folder);
  } catch {
    return process.platform !== 'linux';
  }
}

/** Numbers of processes that were started with a word, on Linux; none elsewhere. */
async function processesCalled(word: string): Promise<number[]> {
  const ids = (await readdir('/proc').catch((): string[] => [])).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.map(Number).filter((_, place) => commands[place].split('\0').some((part) => part.endsWith(word)));
}

function jobLog(folder: string, round: number): string {
  return join(folder, LOGS_FOLDER, `parallel-${round}-jobs.tsv`);
}

function argumentsOf({ folder, round, settings, program }: ClusterWork): string[] {
  const { atOnce, hosts, submitArgs } = settings;
  return [
    '--will-cite',
    ...(atOnce === undefined ? [] : [`--jobs=${atOnce}`]),
    `--joblog=${jobLog(folder, round)}`,
    ...(hosts ? [`--sshlogin=${hosts.join(',')}`, `--retries=${TRIES_ON_HOSTS}`] : []),
    ...wordsOf(submitArgs ?? ''),
    `${shellLine([...program, 'run-cells', folder])} --batch {}`,
  ];
}
