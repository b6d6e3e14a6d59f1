import { Command, Option } from 'commander';
import { type EngineFlags, withEngineOptions } from './engine-options.js';
import { positiveNumber } from './option-numbers.js';

/** The options of a command that simulates for a page of the documentation. */
export interface PageFlags extends EngineFlags {
  /** Folder for the replications, from which a later call continues. */
  cells: string;
  /** Replications of every point; absent: as in the experiments. */
  replications?: number;
  /** Parallel simulations on this machine; absent: one for each processor. */
  jobs?: number;
  dryRun?: boolean;
  status?: boolean;
  collect?: boolean;
  resume?: boolean;
  cancel?: boolean;
}

/** A command with these options: `npm run NAME -- --on slurm`. */
export function pageCommand(name: string, summary: string): Command {
  const command = new Command(`npm run ${name} --`)
    .description(summary)
    .option('--replications <n>', 'of every point; default: as many as the page has', positiveNumber)
    .option('--jobs <n>', 'simulations at a time; default: one for each processor', positiveNumber)
    .option('--cells <folder>', 'where replications are kept, for a later call to continue', `.twinchain/${name}`);
  return withEngineOptions(command)
    .addOption(
      new Option('--dry-run', 'with --on: show the plans and the exact commands, and do nothing').conflicts([
        'status',
        'collect',
        'cancel',
      ]),
    )
    .addOption(new Option('--status', 'report the progress').conflicts(['collect', 'resume', 'cancel']))
    .addOption(
      new Option('--collect', 'write the page if everything is simulated, and simulate nothing').conflicts([
        'resume',
        'cancel',
      ]),
    )
    .addOption(new Option('--resume', 'continue on the engine that it was begun on').conflicts('cancel'))
    .option('--cancel', 'cancel its jobs; finished replications are kept');
}
