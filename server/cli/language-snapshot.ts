import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cachedDataVersionTag } from 'node:v8';

/**
 * A snapshot is the memory of a Node.js that has loaded the language and built its parser: a process that begins from
 * it reads a file at once. It belongs to the bundle that it was made of and to the Node.js that made it; beside it
 * stands a note of both, by which whoever would use it knows that it fits.
 */
interface Note {
  /** Node.js: its version, where it runs, and what its V8 makes of the processor and of its options. */
  node: string;
  /** SHA-256 of the bundle. */
  bundle: string;
  /** Bytes of the snapshot: one that is cut off is not one. */
  size: number;
}

/** What Node.js writes of its own: its stack and its heap at one moment. */
function pathsBeside(bundle: string): { snapshot: string; note: string } {
  return { snapshot: bundle.replace(/\.cjs$/, '.snapshot'), note: bundle.replace(/\.cjs$/, '.snapshot.json') };
}

/** @returns the snapshot beside a bundle; undefined if there is none that fits this process */
export function snapshotBeside(bundle: string): string | undefined {
  // Options may ask for what a process from a snapshot does not do, such as loading a module first.
  if (process.env.NODE_OPTIONS || process.execArgv.length > 0) return undefined;
  const { snapshot, note } = pathsBeside(bundle);
  try {
    const noted = JSON.parse(readFileSync(note, 'utf8')) as Note;
    const fits = noted.node === thisNode() && noted.size === statSync(snapshot).size && noted.bundle === hashOf(bundle);
    return fits ? snapshot : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes the snapshot of a bundle and writes it beside the bundle. The bundle is run once: what it has in memory then is
 * what every process begins with.
 * @param args what the bundle finds in `process.argv` while it is run
 * @returns false if this Node.js does not make one
 */
export function makeSnapshot(bundle: string, args: readonly string[]): boolean {
  const { snapshot, note } = pathsBeside(bundle);
  const partial = `${snapshot}.partial`;
  // Without its note a snapshot is not used: nobody meets one that is half written.
  rmSync(note, { force: true });
  const { NODE_OPTIONS: _, ...env } = process.env;
  const options = ['--no-warnings', '--snapshot-blob', partial, '--build-snapshot'];
  const { status } = spawnSync(process.execPath, [...options, bundle, ...args], { env, stdio: 'ignore' });
  if (status !== 0) {
    rmSync(partial, { force: true });
    return false;
  }
  renameSync(partial, snapshot);
  const made: Note = { node: thisNode(), bundle: hashOf(bundle), size: statSync(snapshot).size };
  writeFileSync(note, `${JSON.stringify(made, undefined, 2)}\n`);
  return true;
}

function thisNode(): string {
  return `${process.version} ${process.platform} ${process.arch} ${cachedDataVersionTag()}`;
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
