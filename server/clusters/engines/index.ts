import type { Cluster, ClusterName } from '../cluster.js';
import { kubernetes } from './kubernetes.js';
import { parallel } from './parallel.js';
import { slurm } from './slurm.js';

export const ENGINES: Readonly<Record<ClusterName, Cluster>> = { parallel, slurm, kubernetes };
