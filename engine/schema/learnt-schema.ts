import * as v from 'valibot';
import type { Learnt } from '../model/learning-plan.js';
import { name, notNegative, number, schemaOf, text } from './schema.js';

/** What twins have learnt, as a file holds it: data that has still to be held to the state space that it is for. */
export const learntSchema = schemaOf<Learnt>()(
  v.strictObject({
    method: v.picklist(['qLearning', 'thompson', 'linUcb']),
    states: v.array(text),
    actions: v.array(name),
    values: v.array(number),
    visits: v.array(notNegative),
    variances: v.array(notNegative),
  }),
);
