import type { Manifest } from './manifest.js';

/** The verdict on a repeat of a run. */
export type RepeatVerdict =
  | { kind: 'same'; files: number }
  /** The original is of another version, so a difference is no surprise. */
  | { kind: 'otherVersion'; version: string; differing: string[] }
  /** The same version gave other bytes: a bug, or a damaged run. */
  | { kind: 'different'; differing: string[] };

/**
 * Compares a repeat with the run it repeats, file by file.
 * @param onlyCommon whether the repeat keeps other files than the original: then only common files are compared
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
