import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that replace Slurm's. They record how they were called and return at once. Nothing is simulated. */
export interface SlurmStandIn {
  /** Folder to be put at the beginning of `PATH`. */
  folder: string;
  /** Arguments of the `sbatch` calls that were accepted. */
  taken(): string[];
  /** Calls of `scancel`. */
  cancelled(): string[];
  /** Makes the next `sbatch` kill its caller, before or after it has accepted the job. */
  killNext(when: 'before' | 'after'): void;
  /** Makes `sbatch` fail with this message from now on; without a message it accepts jobs again. */
  refuse(why: string): void;
  /** Ends all jobs, and forgets them. */
  end(): void;
}

/** Writes the programs to a folder. */
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
    // Without `--jobs`, the numbers of jobs are requested; with `--jobs`, their states.
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
