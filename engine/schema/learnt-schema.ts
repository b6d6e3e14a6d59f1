import * as v from 'valibot';
import type { Learnt } from '../model/learning-plan.js';
import { count, name, notNegative, number, schemaOf, text } from './schema.js';

const numbers = v.array(number);

const modelSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('linear'),
    gram: v.array(v.array(numbers)),
    moments: v.array(numbers),
    scales: v.array(notNegative),
    rewardScale: notNegative,
  }),
  v.strictObject({
    kind: v.literal('network'),
    layers: v.array(v.strictObject({ weights: v.array(numbers), biases: numbers })),
    scales: v.array(notNegative),
    rewardScale: notNegative,
    lessons: count(),
    seen: v.array(numbers),
  }),
]);

/** What twins have learnt, as stored in a file. Whether it fits a state space is checked elsewhere. */
export const learntSchema = schemaOf<Learnt>()(
  v.strictObject({
    method: v.picklist(['qLearning', 'thompson', 'linUcb', 'optimiser']),
    states: v.array(text),
    actions: v.array(name),
    values: v.array(number),
    visits: v.array(notNegative),
    variances: v.array(notNegative),
    model: v.optional(modelSchema),
  }),
);
