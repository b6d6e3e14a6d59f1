import * as v from 'valibot';
import { type ReceiptSummary, receiptSummary } from '../../engine/measurement/receipts.js';
import { type MetricSummary, summarise } from '../../engine/measurement/summary.js';
import type { Culprit } from '../../engine/model/culprits.js';
import { INVARIANT_NAMES } from '../../engine/model/invariants.js';
import type { Counters, Recording, Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { count, hash, name, notNegative, number, schemaOf, text } from '../../engine/schema/schema.js';
import { version } from '../../package.json';
import { DEEDS } from '../protocol/culprits.js';

/** The content of `summary.json`: all figures of a run, without samples. SI units. */
export interface Summary {
  /** Name of the scenario. */
  scenario: string;
  seed: number;
  /** Version of Twinchain that made the run. */
  version: string;
  /** False when the run was stopped before its duration. */
  complete: boolean;
  simulatedSeconds: number;
  /** Seconds at the start that figures exclude. */
  warmup: number;
  /** SHA-256 of the genesis configuration block, hexadecimal. */
  genesis: string;
  /** Metrics by name, in the order of the language's table. Metrics that are undefined for the scenario are absent. */
  metrics: Record<string, MetricSummary>;
  counters: Counters;
  /** How fast nodes receive blocks, by group, place and proposer. */
  receipts: ReceiptSummary;
  transmissions: Results['transmissions'];
  violations: Results['violations'];
  /** Misbehaviour and failures of nodes, with their cost; absent if the scenario has no faults. */
  culprits?: Results['culprits'];
  events: number;
}

const figure = v.nullable(number);

export const metricSummarySchema = schemaOf<MetricSummary>()(
  v.strictObject({
    unit: text,
    n: count(),
    mean: figure,
    sd: figure,
    min: figure,
    p5: figure,
    p25: figure,
    median: figure,
    p75: figure,
    p90: figure,
    p95: figure,
    p99: figure,
    max: figure,
    total: v.optional(number),
    missing: v.optional(count()),
  }),
);

export const violationsSchema = schemaOf<Results['violations']>()(
  v.array(
    v.strictObject({
      kind: v.picklist(INVARIANT_NAMES),
      message: text,
      time: notNegative,
      chain: v.picklist(['primary', 'management']),
      nodes: v.array(count()),
      heights: v.array(count()),
      because: v.array(v.strictObject({ time: notNegative, text })),
      more: v.optional(count()),
    }),
  ),
);

const culpritSchema = schemaOf<Culprit>()(
  v.strictObject({
    chain: v.picklist(['primary', 'management']),
    node: count(),
    name: text,
    deed: v.picklist(DEEDS),
    count: count(),
    failed: count(),
    missed: count(),
    seconds: notNegative,
  }),
);

const setsSchema = v.array(v.strictObject({ name: text, nodes: count(), mean: figure }));

export const summarySchema = schemaOf<Summary>()(
  v.strictObject({
    scenario: name,
    seed: count(),
    version: text,
    complete: v.boolean(),
    simulatedSeconds: notNegative,
    warmup: notNegative,
    genesis: hash,
    metrics: v.record(name, metricSummarySchema),
    counters: v.strictObject({
      'primary.arrivals': notNegative,
      'primary.dropped': notNegative,
      'primary.roundsFailed': notNegative,
      'primary.viewChanges': notNegative,
      'management.blocks': notNegative,
      'management.cyclesFailed': notNegative,
      'management.intervalsMissed': notNegative,
      'network.messages': notNegative,
      'network.bytes': notNegative,
    }),
    receipts: v.strictObject({
      groups: setsSchema,
      places: setsSchema,
      proposers: v.array(v.strictObject({ node: count(), blocks: count(), mean: figure })),
    }),
    transmissions: v.strictObject({
      sent: notNegative,
      delivered: notNegative,
      lost: notNegative,
      inFlight: notNegative,
    }),
    violations: violationsSchema,
    culprits: v.optional(v.array(culpritSchema)),
    events: count(),
  }),
);

export function summaryOf(recording: Recording, scenario: Scenario): Summary {
  return {
    scenario: scenario.name,
    seed: scenario.seed,
    version,
    complete: recording.complete,
    simulatedSeconds: recording.simulatedSeconds,
    warmup: recording.warmup,
    genesis: recording.genesis,
    metrics: summarise(recording, scenario),
    counters: recording.counters,
    receipts: receiptSummary(recording),
    transmissions: recording.transmissions,
    violations: recording.violations,
    ...(recording.culprits ? { culprits: recording.culprits } : {}),
    events: recording.events,
  };
}

/** The text of a JSON file: two spaces, one line end at the end. */
export function jsonFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
