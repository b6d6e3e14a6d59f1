/** Engines that batches are handed to. */
export const CLUSTERS = ['parallel', 'slurm', 'kubernetes'] as const;
export type ClusterName = (typeof CLUSTERS)[number];

/** Default for the estimated seconds of a batch: a job takes a second or two to start, and a lost one should lose little. */
export const BATCH_SECONDS = 45;

/** The user's settings of the engine. They are kept with the sweep, so that a later call continues in the same way. */
export interface ClusterSettings {
  on: ClusterName;
  /** Estimated seconds of a batch, at least. */
  batchSeconds: number;
  /** Batches at a time; absent: the engine's own measure. */
  atOnce?: number;
  /** For `slurm` and `parallel`: further options of theirs, as one text. */
  submitArgs?: string;
  /** For `parallel`: where to log in by SSH; absent: here. */
  hosts?: string[];
  /** For `kubernetes`: the image with Twinchain in it. */
  image?: string;
  /** For `kubernetes`: the claim of the volume that holds the folder, and where it is mounted: `claim:/path`. */
  volume?: string;
}

/** Settings that only some engines take. */
export const OWN_SETTINGS = ['submitArgs', 'hosts', 'image', 'volume'] as const;

/** How the command line calls a setting: `--batch-seconds`. */
export function optionOf(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A round that was handed over, as an engine knows it. */
export interface HandedOver {
  /** Absolute. */
  folder: string;
  round: number;
  /** Machine on which it was handed over. */
  host: string;
}

/** Batches of one round, one after another, to be simulated. */
export interface ClusterWork {
  /** Absolute: what a job of any machine calls the folder. */
  folder: string;
  experiment: string;
  round: number;
  /** The first batch, and how many there are. */
  first: number;
  count: number;
  /** Estimated seconds of the longest batch. */
  longest: number;
  settings: ClusterSettings;
  /** How Twinchain is called on the machines. */
  program: readonly string[];
}

/** Whether jobs are still waiting or running; `unknown` where the engine cannot be asked now. */
export type Activity = 'active' | 'ended' | 'unknown';

/** An engine that people have. The folder alone says what is done: it is never asked that. */
export interface Cluster {
  /** What would be done, exactly: commands or a manifest. */
  preview(work: ClusterWork): Promise<string>;
  /** Hands the batches over. @returns how the engine calls its jobs @throws ClusterFailure */
  submit(work: ClusterWork): Promise<string[]>;
  /** Finds the jobs of a round by its name; undefined where the engine cannot be asked. */
  find(round: HandedOver): Promise<string[] | undefined>;
  activity(jobs: readonly string[], round: HandedOver): Promise<Activity>;
  /** Ends what waits and what runs. @throws ClusterFailure */
  cancel(jobs: readonly string[], round: HandedOver): Promise<void>;
}

/** The engine did not do what it was asked. The message is one sentence for the user. */
export class ClusterFailure extends Error {
  override name = 'ClusterFailure';

  constructor(
    readonly code: 'cluster/missing' | 'cluster/refused' | 'cluster/setting' | 'usage/cluster',
    message: string,
    /** What to do about it. */
    readonly hint: string,
  ) {
    super(message);
  }
}
