import type { Manifest } from './manifest.js';

/** What a repeat of a run showed. */
export type RepeatVerdict =
  | { kind: 'same'; files: number }
  /** Made by another version, so that a difference is no surprise. */
  | { kind: 'otherVersion'; version: string; differing: string[] }
  /** The same version gave other bytes: a mistake in the program, or a damaged run. */
  | { kind: 'different'; differing: string[] };

/**
 * Compares a repeat with the run it repeats, file by file.
 * @param onlyCommon whether the repeat was asked to leave other files: those that both have are compared then
 */
export function verifyRepeat(original: Manifest, repeat: Manifest, onlyCommon = false): RepeatVerdict {
  const names = [...new Set([...Object.keys(original.files), ...Object.keys(repeat.files)])]
    .filter((name) => !onlyCommon || (name in original.files && name in repeat.files))
    .sort();
  const differing = names.filter((name) => original.files[name] !== repeat.files[name]);
  if (differing.length === 0) return { kind: 'same', files: names.length };
  if (original.version !== repeat.version || original.engineVersion !== repeat.engineVersion)
    return { kind: 'otherVersion', version: original.version, differing };
  return { kind: 'different', differing };
}
