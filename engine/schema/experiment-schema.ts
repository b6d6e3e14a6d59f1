import * as v from 'valibot';
import type { Axis, Expectation, Experiment, Goal, Plot, Replications, VariedValue } from '../model/experiment.js';
import { SAMPLE_STATISTICS } from '../model/expression.js';
import { conditionSchema, expressionSchema } from './expression-schema.js';
import { scenarioSchema } from './scenario-schema.js';
import { count, name, number, positive, schemaOf, text } from './schema.js';

export const axisSchema = schemaOf<Axis>()(v.strictObject({ path: name, unit: text, dimension: count() }));

export const variedValueSchema = schemaOf<VariedValue>()(v.strictObject({ text, value: v.optional(number) }));

const replicationsSchema = schemaOf<Replications>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('fixed'), count: count(1) }),
    v.strictObject({
      kind: v.literal('until'),
      confidence: v.pipe(number, v.gtValue(0), v.ltValue(1)),
      statistic: expressionSchema,
      tolerance: positive,
      most: count(1),
    }),
  ]),
);

const plotSchema = schemaOf<Plot>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('delays') }),
    v.strictObject({ kind: v.literal('overhead') }),
    v.strictObject({ kind: v.literal('metric'), metric: name, statistic: v.picklist(SAMPLE_STATISTICS) }),
  ]),
);

export const goalSchema = schemaOf<Goal>()(
  v.strictObject({
    direction: v.picklist(['minimise', 'maximise']),
    source: text,
    unit: text,
    objective: expressionSchema,
  }),
);

export const expectationSchema = schemaOf<Expectation>()(
  v.strictObject({ text, source: text, condition: conditionSchema }),
);

export const experimentSchema = schemaOf<Experiment>()(
  v.pipe(
    v.strictObject({
      name,
      scenario: name,
      axes: v.array(axisSchema),
      points: v.pipe(
        v.array(v.strictObject({ values: v.array(variedValueSchema), scenario: scenarioSchema })),
        v.minLength(1),
      ),
      replications: replicationsSchema,
      plots: v.array(plotSchema),
      goals: v.optional(v.array(goalSchema)),
      expectations: v.array(expectationSchema),
      watchesTwins: v.optional(v.literal(true)),
    }),
    v.check(
      ({ axes, points }) => points.every(({ values }) => values.length === axes.length),
      'every point has a value on each axis',
    ),
  ),
);
