import * as v from 'valibot';
import type { Policy } from '../model/policy.js';
import { conditionSchema, expressionSchema } from './expression-schema.js';
import { nodeChoiceSchema } from './node-choice-schema.js';
import { count, name, positive, schemaOf, text } from './schema.js';

const change = v.strictObject({
  property: name,
  value: v.union([v.strictObject({ kind: v.literal('nodes'), choice: nodeChoiceSchema }), expressionSchema]),
});

export const policySchema = schemaOf<Policy>()(
  v.strictObject({
    name,
    observe: v.optional(
      v.strictObject({
        window: positive,
        view: v.picklist(['mirrored', 'exact']),
        observations: v.array(v.strictObject({ name, value: expressionSchema, unit: text })),
      }),
    ),
    decision: v.variant('kind', [
      v.strictObject({ kind: v.literal('current') }),
      v.strictObject({
        kind: v.literal('rules'),
        rules: v.array(
          v.strictObject({
            source: text,
            condition: conditionSchema,
            intervals: count(1),
            changes: v.array(change),
          }),
        ),
      }),
    ]),
    accept: v.optional(v.strictObject({ source: text, condition: conditionSchema })),
  }),
);
