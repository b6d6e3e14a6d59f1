import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cachedDataVersionTag } from 'node:v8';

/**
 * A snapshot is the memory of a Node.js process that has loaded the language and built its parser, so a process that
 * starts from it can read a file at once. It belongs to one bundle and to one Node.js; a note of both beside it tells
 * whether it fits.
 */
interface Note {
  /** Node.js: its version and platform, and V8's tag for the processor and the options. */
  node: string;
  /** SHA-256 of the bundle. */
  bundle: string;
  /** Bytes of the snapshot, to detect one that is cut off. */
  size: number;
}

/** Node.js's own snapshot format: its stack and its heap at one moment. */
function pathsBeside(bundle: string): { snapshot: string; note: string } {
  return { snapshot: bundle.replace(/\.cjs$/, '.snapshot'), note: bundle.replace(/\.cjs$/, '.snapshot.json') };
}

/** @returns the snapshot beside a bundle; undefined if there is none that fits this process */
export function snapshotBeside(bundle: string): string | undefined {
  // Options may need something that a process from a snapshot does not do, such as preloading a module.
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
 * Makes the snapshot of a bundle and writes it beside the bundle. The bundle is run once; its memory at the end
 * is what every process starts with.
 * @param args `process.argv` of the bundle during that run
 * @returns false if this Node.js cannot make one
 */
export function makeSnapshot(bundle: string, args: readonly string[]): boolean {
  const { snapshot, note } = pathsBeside(bundle);
  const partial = `${snapshot}.partial`;
  // A snapshot without its note is not used, so nobody sees an incomplete one.
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
