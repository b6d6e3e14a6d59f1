import * as v from 'valibot';
import type { FaultAtom } from '../../engine/model/faults.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { faultAtomSchema } from '../../engine/schema/fault-schema.js';
import { scenarioSchema } from '../../engine/schema/scenario-schema.js';
import { count, hash, schemaOf, text } from '../../engine/schema/schema.js';
import { version } from '../../package.json';
import { NotAsWritten } from './bounded-file.js';
import { canonicalJson, sha256 } from './canonical-json.js';
import { StorageError } from './storage-error.js';
import { conform, parseJson, unsealed } from './stored-json.js';

export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 'twinchain-run';
const FORMAT_VERSION = 2;

/** The content of `manifest.json`: everything needed to repeat a run and to verify the repeat. */
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
  /** Present if the run was stopped: the number of events after which. A repeat stops at the same place. */
  stoppedAfterEvents?: number;
  /** SHA-256 of every other file of the run, by name. */
  files: Record<string, string>;
  /** The faults, with nodes by number; absent if the scenario has none. */
  faults?: FaultAtom[];
  /** The scenario as run, every default spelled out. */
  scenario: Scenario;
}

const manifestSchema = schemaOf<Manifest>()(
  v.strictObject({
    format: v.literal(FORMAT),
    formatVersion: v.literal(FORMAT_VERSION),
    version: text,
    engineVersion: text,
    seed: count(),
    scenarioHash: hash,
    stoppedAfterEvents: v.optional(count()),
    files: v.record(v.pipe(v.string(), v.regex(/^[a-z]+\.[a-z]+$/i)), hash),
    faults: v.optional(v.array(faultAtomSchema)),
    scenario: scenarioSchema,
  }),
);

export function scenarioHash(scenario: Scenario): string {
  return sha256(canonicalJson(scenario));
}

export function manifestOf(
  scenario: Scenario,
  engineVersion: string,
  files: Record<string, string>,
  { stoppedAfterEvents, faults }: Pick<Manifest, 'stoppedAfterEvents' | 'faults'> = {},
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
    faults,
    scenario,
  };
}

/**
 * Reads and verifies the text of an untrusted manifest: it must be what a run of this version wrote, unchanged.
 *
 * @param file how messages refer to it
 * @throws StorageError `run/not-a-run` or `run/damaged`
 */
export function parseManifest(content: string, file: string): Manifest {
  const value = as('run/not-a-run', file, ANOTHER_FILE, () => parseJson(content));
  const { format, formatVersion } = headOf(value);
  if (format !== FORMAT)
    throw new StorageError('run/not-a-run', `"${file}" is not the manifest of a Twinchain run.`, ANOTHER_FILE);
  if (formatVersion !== FORMAT_VERSION) {
    throw new StorageError(
      'run/not-a-run',
      `"${file}" has manifest format ${JSON.stringify(formatVersion)}; this version of Twinchain reads format ${FORMAT_VERSION}.`,
      'Use the version that wrote it, or run the .twin file again.',
    );
  }
  return as('run/damaged', file, NO_OTHER_RUN, () => {
    const manifest = conform(manifestSchema, unsealed(value));
    const isThatOfTheRun = scenarioHash(manifest.scenario) === manifest.scenarioHash;
    if (!isThatOfTheRun || manifest.scenario.seed !== manifest.seed)
      throw new NotAsWritten('does not fit: its SHA-256 is not that of its scenario');
    return manifest;
  });
}

const ANOTHER_FILE = `Give a .twin file, or the ${MANIFEST_FILE} of a run.`;
const NO_OTHER_RUN = 'To run something else, change the .twin file. A manifest only repeats what was run.';

function as<Result>(code: 'run/not-a-run' | 'run/damaged', file: string, hint: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotAsWritten) throw new StorageError(code, `"${file}" ${error.message}.`, hint);
    throw error;
  }
}

function headOf(value: unknown): { format?: unknown; formatVersion?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
