import * as v from 'valibot';
import type { LearningPlan } from '../model/learning-plan.js';
import type { LookAheadPlan } from '../model/look-ahead-plan.js';
import type { Policy } from '../model/policy.js';
import { conditionSchema, expressionSchema } from './expression-schema.js';
import { learntSchema } from './learnt-schema.js';
import { nodeChoiceSchema } from './node-choice-schema.js';
import { count, name, notNegative, number, positive, ratio, schemaOf, text } from './schema.js';

const choices = v.array(
  v.strictObject({
    property: name,
    values: v.pipe(v.array(v.union([number, name, nodeChoiceSchema])), v.minLength(1)),
  }),
);

const lookAheadPlan = schemaOf<LookAheadPlan>()(
  v.strictObject({
    choices,
    horizon: positive,
    spend: v.variant('kind', [
      v.strictObject({ kind: v.literal('each'), replications: count(1) }),
      v.strictObject({ kind: v.literal('halving'), runs: count(1) }),
    ]),
    goal: v.picklist(['maximise', 'minimise']),
    objective: expressionSchema,
    source: text,
    unit: text,
    decisionTime: v.optional(notNegative),
  }),
);

const learningPlan = schemaOf<LearningPlan>()(
  v.strictObject({
    method: v.variant('kind', [
      v.strictObject({ kind: v.literal('qLearning'), rate: ratio, discount: ratio, exploration: ratio }),
      v.strictObject({ kind: v.literal('thompson'), memory: ratio }),
      v.strictObject({ kind: v.literal('linUcb'), memory: ratio }),
      v.strictObject({ kind: v.literal('optimiser'), discount: ratio, exploration: ratio }),
    ]),
    state: v.array(v.strictObject({ name: text, value: expressionSchema, bounds: v.array(number) })),
    choices,
    reward: expressionSchema,
    source: text,
    unit: text,
    unseen: v.optional(lookAheadPlan),
    from: v.optional(learntSchema),
  }),
);

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
      v.strictObject({ kind: v.literal('lookAhead'), plan: lookAheadPlan }),
      v.strictObject({ kind: v.literal('learn'), plan: learningPlan }),
    ]),
    accept: v.optional(
      v.union([
        v.strictObject({ source: text, condition: conditionSchema }),
        v.strictObject({ source: text, within: ratio }),
      ]),
    ),
  }),
);
