import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs in the place of Slurm's own, which keep what they were asked, and take no time. Nothing is simulated. */
export interface SlurmStandIn {
  /** To be put in front of `PATH`. */
  folder: string;
  /** Arrays that were taken, as `sbatch` was called. */
  taken(): string[];
  /** Calls of `scancel`. */
  cancelled(): string[];
  /** The next caller of `sbatch` is killed by it, before the job is taken or once it is. */
  killNext(when: 'before' | 'after'): void;
  /** `sbatch` says this from now on, and takes no jobs; none: it takes them again. */
  refuse(why: string): void;
  /** All jobs are over, and forgotten. */
  end(): void;
}

/** Makes them in a folder. */
export function slurmStandIn(folder: string): SlurmStandIn {
  mkdirSync(folder, { recursive: true });
  const [jobs, cancelled, kill, refusal] = ['jobs', 'cancelled', 'kill', 'refusal'].map((name) => join(folder, name));
  const killed = (when: string, further: string) =>
    `if [ "$(cat '${kill}' 2>/dev/null)" = ${when} ]; then rm '${kill}'; kill -9 $PPID; ${further}; fi`;
  const programs = {
    sbatch: `${killed('before', 'exit 1')}
if [ -s '${refusal}' ]; then cat '${refusal}' >&2; exit 1; fi
printf '%s\\n' "$*" >> '${jobs}'
number=$(wc -l < '${jobs}')
${killed('after', 'exit 0')}
echo $number`,
    // `--name=… --format=%F` asks for numbers, `--jobs=… --format=%T` for states.
    squeue: `[ -e '${jobs}' ] || exit 0
for word; do case "$word" in --name=*) name=\${word#--name=};; esac; done
if [ -n "$name" ]; then grep -n -e "--job-name=$name " '${jobs}' | cut -d: -f1; else echo PENDING; fi
exit 0`,
    scancel: `printf '%s\\n' "$*" >> '${cancelled}'`,
    scontrol: 'echo "MaxArraySize = 1001"',
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []);
  return {
    folder,
    taken: () => linesOf(jobs),
    cancelled: () => linesOf(cancelled),
    killNext: (when) => writeFileSync(kill, when),
    refuse: (why) => writeFileSync(refusal, why),
    end: () => rmSync(jobs, { force: true }),
  };
}
