import { Disposable, type LogOutputChannel } from 'vscode';
import { duration } from '../server/protocol/quantities.js';
import type { Experiments } from './experiments/experiments.js';
import type { Runs } from './runs/runs.js';

/** Logs in the output channel which jobs were started, and how they ended, for reports of problems. */
export function logActivity(log: LogOutputChannel, runs: Runs, experiments: Experiments): Disposable {
  const ended = (what: string, problem: string | undefined) =>
    problem === undefined ? log.info(`${what} ended.`) : log.error(`${what} failed: ${problem}`);
  return Disposable.from(
    runs.onDidStart(({ scenario, seed, duration: length, run }) =>
      log.info(`Run of ${scenario}, seed ${seed}, ${duration(length)}: started in ${run}.`),
    ),
    runs.onDidFinish(({ run, problem }) => ended(`Run ${run}`, problem)),
    experiments.onDidStart(({ name, points, experiment }) =>
      log.info(`Experiment ${name}, ${points} ${points === 1 ? 'point' : 'points'}: started in ${experiment}.`),
    ),
    experiments.onDidFinish(({ experiment, problem }) => ended(`Experiment ${experiment}`, problem)),
  );
}
