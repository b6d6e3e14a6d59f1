import * as v from 'valibot';
import type { NodeChoice } from '../model/node-choice.js';
import { count, name, schemaOf } from './schema.js';

export const nodeChoiceSchema = schemaOf<NodeChoice>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('all') }),
    v.strictObject({ kind: v.literal('random'), count: count(1) }),
    v.strictObject({
      kind: v.literal('groups'),
      parts: v.array(v.strictObject({ group: name, count: v.optional(count(1)) })),
    }),
  ]),
);
