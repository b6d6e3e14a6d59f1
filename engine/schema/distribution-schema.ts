import * as v from 'valibot';
import type { Distribution, Latency } from '../model/scenario.js';
import { name, notNegative, number, positive, type Schema, schemaOf } from './schema.js';

const part: Schema<Distribution> = v.lazy(() => distributionSchema);
const within = v.optional(v.strictObject({ lo: v.optional(number), hi: v.optional(number) }));

export const distributionSchema = schemaOf<Distribution>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('constant'), value: number, within }),
    v.strictObject({ kind: v.literal('uniform'), lo: number, hi: number, within }),
    v.strictObject({ kind: v.literal('normal'), mean: number, sd: notNegative, within }),
    v.strictObject({ kind: v.literal('lognormal'), mean: positive, sd: notNegative, within }),
    v.strictObject({ kind: v.literal('exponential'), mean: positive, within }),
    v.strictObject({ kind: v.literal('gamma'), mean: positive, shape: positive, within }),
    v.strictObject({ kind: v.literal('weibull'), scale: positive, shape: positive, within }),
    v.strictObject({ kind: v.literal('pareto'), min: positive, alpha: positive, within }),
    v.strictObject({ kind: v.literal('triangular'), lo: number, mode: number, hi: number, within }),
    v.strictObject({ kind: v.literal('empirical'), values: v.pipe(v.array(number), v.minLength(1)), within }),
    v.strictObject({
      kind: v.literal('mixture'),
      components: v.pipe(v.array(v.strictObject({ weight: positive, distribution: part })), v.minLength(1)),
      within,
    }),
  ]),
);

export const latencySchema = schemaOf<Latency>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('geographic') }),
    v.strictObject({ kind: v.literal('distribution'), distribution: distributionSchema }),
    v.strictObject({
      kind: v.literal('matrix'),
      entries: v.array(
        v.strictObject({ from: name, to: name, seconds: notNegative, drawn: v.optional(distributionSchema) }),
      ),
    }),
  ]),
);
