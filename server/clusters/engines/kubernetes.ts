import { join } from 'node:path';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import { writeDurably } from '../../experiments/durable-file.js';
import { jsonFile } from '../../runs/summary.js';
import { type Activity, type Cluster, ClusterFailure, type ClusterWork } from '../cluster.js';
import { answerOf, ask } from '../command.js';
import { LOGS_FOLDER } from '../logs.js';
import { roundName } from '../round-name.js';
import { RUN_CELLS_EXIT } from '../run-cells-exit.js';
import { shellLine } from '../shell-text.js';

/** How often a batch is retried after its pod was evicted or lost. */
const TRIES_OF_A_BATCH = 3;
/** Time limit of a batch: a multiple of its estimated time, and a minimum in seconds. */
const LEEWAY = 10;
const LEAST_SECONDS = 900;
/** Grace period in which an evicted pod may finish its replication, s. */
const GRACE = 60;
const VOLUME = 'sweep';

/** Indexed Jobs of Kubernetes, by `kubectl`. The folder must be on a volume that pods and this machine share. */
export const kubernetes: Cluster = {
  preview: async (work) => jsonFile(jobManifest(work)),
  submit: async (work) => {
    const manifest = jobManifest(work);
    const path = join(work.folder, LOGS_FOLDER, `kubernetes-${work.round}.json`);
    await writeDurably(path, jsonFile(manifest));
    await answerOf('kubectl', ['apply', '--filename', path]);
    return [manifest.metadata.name];
  },
  find: async ({ folder, round }) => {
    const name = roundName(folder, round);
    const { exitCode, stderr } = await ask('kubectl', ['get', 'job', name, '--output=name']);
    if (exitCode === 0) return [name];
    return NOT_FOUND.test(stderr) ? [] : undefined;
  },
  activity: async (jobs): Promise<Activity> => {
    const { exitCode, stdout, stderr } = await ask('kubectl', ['get', 'job', ...jobs, '--output=json']);
    if (exitCode !== 0) return NOT_FOUND.test(stderr) ? 'ended' : 'unknown';
    return /"type":\s*"(Complete|Failed)"/.test(stdout) ? 'ended' : 'active';
  },
  // By the name computed here, because a name read from a file may be that of another job.
  cancel: async (_, { folder, round }) => {
    await answerOf('kubectl', ['delete', 'job', roundName(folder, round), '--ignore-not-found', '--wait=false']);
  },
};

const NOT_FOUND = /not ?found/i;

/** The calling user, on systems with user ids, because pods write to a folder of this user. */
function caller(): { runAsUser?: number; runAsGroup?: number } {
  return { runAsUser: process.getuid?.(), runAsGroup: process.getgid?.() };
}

/**
 * The manifest of a round, for `batch/v1` of Kubernetes 1.33, in JSON, which is also YAML. Its type comes from
 * Kubernetes' published schema, because a cluster silently drops unknown fields.
 *
 * @param securityContext user and group with which pods write to the folder
 * @throws ClusterFailure if no image or volume is given
 */
export function jobManifest(
  { folder, experiment, round, first, count, longest, settings }: ClusterWork,
  securityContext = caller(),
) {
  const { image, volume = '' } = settings;
  const [, claim, mount] = /^([^:]+):(\/.*)$/.exec(volume) ?? [];
  if (!image || !claim)
    throw new ClusterFailure(
      'cluster/setting',
      'Kubernetes needs an image with Twinchain in it, and the claim of the volume that holds the folder.',
      'Give --image registry/twinchain:0.1.0 --volume claim:/path/where/it/is/mounted',
    );
  if (!`${folder}/`.startsWith(`${mount.replace(/\/$/, '')}/`))
    throw new ClusterFailure(
      'cluster/setting',
      `The folder "${folder}" is not on the volume that is mounted at "${mount}".`,
      'Choose a folder on it with --out; pods and this machine must call it by the same path.',
    );
  const batch = first === 0 ? '"$JOB_COMPLETION_INDEX"' : `"$((${first} + JOB_COMPLETION_INDEX))"`;
  const command = `exec ${shellLine(['twinchain', 'run-cells', folder])} --batch ${batch}`;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: roundName(folder, round),
      labels: { app: 'twinchain' },
      annotations: { 'twinchain/experiment': experiment },
    },
    spec: {
      completionMode: 'Indexed',
      completions: count,
      parallelism: Math.min(count, settings.atOnce ?? count),
      backoffLimitPerIndex: TRIES_OF_A_BATCH,
      // However many batches fail, the others must run.
      maxFailedIndexes: count,
      podFailurePolicy: {
        rules: [
          // Failures that would recur and a full disk are not retried.
          {
            action: 'FailIndex',
            onExitCodes: {
              containerName: 'twinchain',
              operator: 'In',
              values: [RUN_CELLS_EXIT.refused, RUN_CELLS_EXIT.failed],
            },
          },
          // Draining a node does not count as a failed attempt.
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ],
      },
      template: {
        metadata: { labels: { app: 'twinchain' } },
        spec: {
          restartPolicy: 'Never',
          securityContext,
          terminationGracePeriodSeconds: GRACE,
          activeDeadlineSeconds: Math.max(LEAST_SECONDS, Math.ceil(LEEWAY * longest)),
          containers: [
            {
              name: 'twinchain',
              image,
              command: ['/bin/sh', '-c', command],
              resources: { requests: { cpu: '1', memory: '512Mi' }, limits: { memory: '2Gi' } },
              volumeMounts: [{ name: VOLUME, mountPath: mount }],
            },
          ],
          volumes: [{ name: VOLUME, persistentVolumeClaim: { claimName: claim } }],
        },
      },
    },
  } satisfies IJob;
}
