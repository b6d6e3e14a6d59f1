import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Writes a program that replaces GNU parallel, so that the test needs no installation. It reads the numbers of batches
 * and calls the command in its last argument for each, one after another.
 *
 * @param before shell command that is run first, such as `ulimit -f 4`
 */
export function writeParallelStandIn(folder: string, before = ':'): void {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'parallel');
  const calls = 'while read -r number; do sh -c "$(echo "$command" | sed "s/{}/$number/")"; done';
  writeFileSync(program, `#!/bin/sh\n${before}\nfor command; do :; done\n${calls}\n`);
  chmodSync(program, 0o755);
}

/** `PATH` with a folder at its beginning. */
export function pathWith(folder: string): string {
  return `${folder}${delimiter}${process.env.PATH}`;
}
