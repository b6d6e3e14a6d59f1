import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A program in the place of GNU parallel, so that a test needs none: it takes numbers of batches, and calls its last word
 * for each, one after another.
 *
 * @param before what its shell does first, such as `ulimit -f 4`
 */
export function writeParallelStandIn(folder: string, before = ':'): void {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'parallel');
  const calls = 'while read -r number; do sh -c "$(echo "$command" | sed "s/{}/$number/")"; done';
  writeFileSync(program, `#!/bin/sh\n${before}\nfor command; do :; done\n${calls}\n`);
  chmodSync(program, 0o755);
}

/** `PATH` with a folder in front. */
export function pathWith(folder: string): string {
  return `${folder}${delimiter}${process.env.PATH}`;
}
