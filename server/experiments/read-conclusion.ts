import { join } from 'node:path';
import * as v from 'valibot';
import { SAMPLE_STATISTICS } from '../../engine/model/expression.js';
import { axisSchema, experimentSchema, variedValueSchema } from '../../engine/schema/experiment-schema.js';
import { count, hash, name, number, ratio, schemaOf, text } from '../../engine/schema/schema.js';
import { NotAsWritten, readBounded } from '../runs/bounded-file.js';
import { sha256 } from '../runs/canonical-json.js';
import { StorageError } from '../runs/storage-error.js';
import { conform, MAX_JSON, parseJson, readJson, unsealed } from '../runs/stored-json.js';
import type { Choice } from './choice.js';
import { EXPERIMENT_MANIFEST_FILE, EXPERIMENT_SUMMARY_FILE, type ExperimentManifest } from './conclusion.js';
import type { Deciding, Undecided } from './statistics/verdict.js';
import type { ExperimentSummary, Figure, PointMetric } from './summary.js';

/** The results of an experiment; both absent if it is not finished. */
export interface Conclusion {
  summary?: ExperimentSummary;
  /** Version of the engine that it is from. */
  engineVersion?: string;
  /** The version of Twinchain. */
  version?: string;
}

/**
 * The results in an experiment's folder, if they belong to the experiment and are unchanged. Damaged results count as
 * missing, since they can be made from the cells again.
 */
export async function readConclusion(folder: string, experimentHash: string): Promise<Conclusion> {
  try {
    const manifest = conform(manifestSchema, unsealed(await readJson(join(folder, EXPERIMENT_MANIFEST_FILE))));
    if (manifest.experimentHash !== experimentHash) return {};
    const bytes = await readBounded(join(folder, EXPERIMENT_SUMMARY_FILE), MAX_JSON);
    if (sha256(bytes) !== manifest.files[EXPERIMENT_SUMMARY_FILE]) return {};
    const written = conform(summarySchema, parseJson(bytes.toString('utf8')));
    return { summary: asComputed(written), engineVersion: manifest.engineVersion, version: manifest.version };
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) return {};
    throw error;
  }
}

const manifestSchema = schemaOf<ExperimentManifest>()(
  v.strictObject({
    format: v.literal('twinchain-experiment'),
    formatVersion: v.literal(2),
    version: text,
    engineVersion: text,
    experimentHash: hash,
    replications: v.array(count()),
    files: v.record(name, hash),
    experiment: experimentSchema,
  }),
);

/** JSON has no infinity and writes null, as for an interval that is not known. */
type Written<Type> = { [Key in keyof Type]: Type[Key] extends number ? number | null : Type[Key] };
type WrittenDeciding = Written<Omit<Deciding, 'n'>> & Pick<Deciding, 'n'>;
type Expectation = ExperimentSummary['expectations'][number];
type WrittenSummary = Omit<ExperimentSummary, 'expectations'> & {
  expectations: (Omit<Expectation, 'deciding'> & { deciding: WrittenDeciding[] })[];
};

const perhaps = v.nullable(number);
const outcome = v.picklist(['passed', 'failed', 'undecided']);
const figureSchema = schemaOf<Figure>()(v.strictObject({ value: perhaps, low: perhaps, high: perhaps }));

const metricSchema = schemaOf<PointMetric>()(
  v.strictObject({
    unit: text,
    samples: count(),
    ...v.entriesFromList(SAMPLE_STATISTICS, figureSchema),
    box: v.strictObject({
      min: perhaps,
      p5: perhaps,
      p25: perhaps,
      median: perhaps,
      p75: perhaps,
      p95: perhaps,
      max: perhaps,
    }),
  }),
);

const whySchema = schemaOf<Undecided>()(
  v.variant('reason', [
    v.strictObject({ reason: v.picklist(['noValue', 'unequal', 'oneRun']) }),
    v.strictObject({ reason: v.literal('tooFew'), replications: count() }),
    v.strictObject({ reason: v.literal('wide'), replications: v.optional(count()) }),
  ]),
);

const choiceSchema = schemaOf<Choice>()(
  v.strictObject({
    direction: v.picklist(['minimise', 'maximise']),
    source: text,
    unit: text,
    values: v.array(figureSchema),
    best: v.nullable(count()),
    alike: v.array(count()),
  }),
);

const summarySchema = schemaOf<WrittenSummary>()(
  v.strictObject({
    experiment: name,
    scenario: name,
    version: text,
    axes: v.array(axisSchema),
    points: v.array(
      v.strictObject({
        values: v.array(variedValueSchema),
        replications: count(),
        precise: v.optional(v.boolean()),
        unseen: v.optional(ratio),
        meets: v.optional(outcome),
        metrics: v.record(name, metricSchema),
      }),
    ),
    expectations: v.array(
      v.strictObject({
        text,
        source: text,
        outcome,
        deciding: v.array(
          v.strictObject({
            about: text,
            outcome,
            n: count(),
            unit: text,
            value: perhaps,
            low: perhaps,
            high: perhaps,
            bound: perhaps,
          }),
        ),
        why: v.optional(whySchema),
      }),
    ),
    choices: v.optional(v.array(choiceSchema)),
  }),
);

function asComputed(summary: WrittenSummary): ExperimentSummary {
  const known = (value: number | null) => value ?? Number.NaN;
  const expectations = summary.expectations.map((expectation) => ({
    ...expectation,
    deciding: expectation.deciding.map((numbers) => ({
      ...numbers,
      value: known(numbers.value),
      low: numbers.low ?? Number.NEGATIVE_INFINITY,
      high: numbers.high ?? Number.POSITIVE_INFINITY,
      bound: known(numbers.bound),
    })),
  }));
  return { ...summary, expectations };
}
