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

/** Each batch is tried on several hosts, so that hosts that are down or lack something do not use up all batches. */
const TRIES_ON_HOSTS = 3;

/**
 * GNU parallel, on the processors of this machine or of others by SSH. A job's id is the process of GNU parallel:
 * `host:number`.
 */
export const parallel: Cluster = {
  preview: async (work) => {
    const numbers = `seq ${work.first} ${work.first + work.count - 1}`;
    return `${numbers} | ${shellLine(['parallel', ...argumentsOf(work)])}\n`;
  },
  submit: async (work) => {
    const log = openSync(join(work.folder, LOGS_FOLDER, `parallel-${work.round}.log`), 'a');
    // It outlives this process and does not receive its signals.
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
    // Its forked children have the same command line; they started later.
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
    // No further batch starts. A running batch notices the cancellation and ends after its replication.
    if (host === hostname() && isAlive(id) && isOf(id, folder)) process.kill(id, 'SIGHUP');
  },
};

function placeOf(jobs: readonly string[]): [host: string, id: number] {
  const [, host, id] = /^(.*):(\d+)$/.exec(jobs[0] ?? '') ?? [];
  return [host ?? '', Number(id)];
}

/** Whether a process is this GNU parallel, by its command line on Linux, because process ids are reused. */
function isOf(id: number, folder: string): boolean {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    return command.includes('parallel') && command.includes(folder);
  } catch {
    return process.platform !== 'linux';
  }
}

/** Ids of processes whose command line contains a word, on Linux; none elsewhere. */
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
