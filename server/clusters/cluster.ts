/** Engines that can run batches. */
export const CLUSTERS = ['parallel', 'slurm', 'kubernetes'] as const;
export type ClusterName = (typeof CLUSTERS)[number];

/**
 * Default of the estimated seconds of a batch. A job takes a second or two to start, and a lost job should lose little.
 */
export const BATCH_SECONDS = 45;

/**
 * The user's settings of the engine. They are stored with the sweep, so that a later call continues with the same ones.
 */
export interface ClusterSettings {
  on: ClusterName;
  /** Minimum estimated seconds of a batch. */
  batchSeconds: number;
  /** Batches in parallel; absent: the engine's default. */
  atOnce?: number;
  /** For `slurm` and `parallel`: additional options for the engine's command, as one text. */
  submitArgs?: string;
  /** For `parallel`: hosts to log in to by SSH; absent: this machine. */
  hosts?: string[];
  /** For `kubernetes`: an image that contains Twinchain. */
  image?: string;
  /** For `kubernetes`: the claim of the volume that holds the folder, and where it is mounted: `claim:/path`. */
  volume?: string;
}

/** Settings that only some engines take. */
export const OWN_SETTINGS = ['submitArgs', 'hosts', 'image', 'volume'] as const;

/** The command-line option of a setting: `--batch-seconds`. */
export function optionOf(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A submitted round, as far as an engine needs to know it. */
export interface HandedOver {
  /** Absolute path. */
  folder: string;
  round: number;
  /** Machine from which it was submitted. */
  host: string;
}

/** Consecutive batches of one round to be simulated. */
export interface ClusterWork {
  /** Absolute path of the folder, which is the same on all machines. */
  folder: string;
  experiment: string;
  round: number;
  /** The first batch and the number of batches. */
  first: number;
  count: number;
  /** Estimated seconds of the longest batch. */
  longest: number;
  settings: ClusterSettings;
  /** The command that runs Twinchain on the machines. */
  program: readonly string[];
}

/** Whether jobs are still waiting or running; `unknown` if the engine does not answer. */
export type Activity = 'active' | 'ended' | 'unknown';

/** An engine that distributes batches. It is never asked which replications are done: only the folder tells that. */
export interface Cluster {
  /** The exact commands or manifest with which the batches would be submitted. */
  preview(work: ClusterWork): Promise<string>;
  /** Submits the batches. @returns the engine's ids of the jobs @throws ClusterFailure */
  submit(work: ClusterWork): Promise<string[]>;
  /** Finds the jobs of a round by its name; undefined if the engine does not answer. */
  find(round: HandedOver): Promise<string[] | undefined>;
  activity(jobs: readonly string[], round: HandedOver): Promise<Activity>;
  /** Cancels waiting and running jobs. @throws ClusterFailure */
  cancel(jobs: readonly string[], round: HandedOver): Promise<void>;
}

/** The engine refused or failed. The message is one sentence for the user. */
export class ClusterFailure extends Error {
  override name = 'ClusterFailure';

  constructor(
    readonly code: 'cluster/missing' | 'cluster/refused' | 'cluster/setting' | 'usage/cluster',
    message: string,
    /** What the user can do. */
    readonly hint: string,
  ) {
    super(message);
  }
}
