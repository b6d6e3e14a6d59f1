import type { Scenario } from '../../engine/model/scenario.js';
import { version } from '../../package.json';
import { canonicalJson, sha256 } from './canonical-json.js';
import { reason, StorageError } from './storage-error.js';

export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 'twinchain-run';
const FORMAT_VERSION = 1;

/** The content of `manifest.json`: all that it takes to repeat a run, and to see that the repeat is the same. */
export interface Manifest {
  format: typeof FORMAT;
  formatVersion: typeof FORMAT_VERSION;
  /** Version of Twinchain. */
  version: string;
  /** Version of the simulation: the same scenario and engine version give the same bytes. */
  engineVersion: string;
  seed: number;
  /** SHA-256 of the scenario as canonical JSON. */
  scenarioHash: string;
  /** Present when the run was stopped: after how many events. A repeat stops at the same place. */
  stoppedAfterEvents?: number;
  /** SHA-256 of every other file of the run, by name. */
  files: Record<string, string>;
  /** The scenario as run, every default spelled out. */
  scenario: Scenario;
}

export function scenarioHash(scenario: Scenario): string {
  return sha256(canonicalJson(scenario));
}

export function manifestOf(
  scenario: Scenario,
  engineVersion: string,
  files: Record<string, string>,
  stoppedAfterEvents?: number,
): Manifest {
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    version,
    engineVersion,
    seed: scenario.seed,
    scenarioHash: scenarioHash(scenario),
    stoppedAfterEvents,
    files,
    scenario,
  };
}

/**
 * Reads the text of a manifest, and checks that it is one and that its scenario is still the one that was run.
 *
 * @param name how messages call it
 * @throws StorageError `run/not-a-run` or `run/damaged`
 */
export function parseManifest(text: string, name: string): Manifest {
  const value = parseJson(text, name);
  if (!isManifest(value)) {
    throw new StorageError(
      'run/not-a-run',
      `"${name}" is not the manifest of a Twinchain run.`,
      `Give a .twin file, or the ${MANIFEST_FILE} of a run.`,
    );
  }
  if (value.formatVersion !== FORMAT_VERSION) {
    throw new StorageError(
      'run/not-a-run',
      `"${name}" has manifest format ${value.formatVersion}; this version of Twinchain reads format ${FORMAT_VERSION}.`,
      `Use Twinchain ${value.version}, which wrote it.`,
    );
  }
  if (scenarioHash(value.scenario) !== value.scenarioHash || value.scenario.seed !== value.seed) {
    throw new StorageError(
      'run/damaged',
      `The scenario in "${name}" was changed after the run: its SHA-256 is not the recorded one.`,
      'To run something else, change the .twin file. A manifest only repeats what was run.',
    );
  }
  return value;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StorageError(
      'run/not-a-run',
      `"${name}" is not JSON: ${reason(error)}.`,
      `Give a .twin file, or the ${MANIFEST_FILE} of a run.`,
    );
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const candidate: Partial<Record<keyof Manifest, unknown>> = value;
  return (
    candidate.format === FORMAT &&
    typeof candidate.formatVersion === 'number' &&
    typeof candidate.version === 'string' &&
    typeof candidate.engineVersion === 'string' &&
    typeof candidate.scenarioHash === 'string' &&
    typeof candidate.files === 'object' &&
    candidate.files !== null &&
    typeof candidate.scenario === 'object' &&
    candidate.scenario !== null
  );
}
