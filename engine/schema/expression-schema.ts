import * as v from 'valibot';
import { type Condition, type Expression, STATISTICS } from '../model/expression.js';
import { name, notNegative, number, type Schema, schemaOf } from './schema.js';

const expression: Schema<Expression> = v.lazy(() => expressionSchema);
const condition: Schema<Condition> = v.lazy(() => conditionSchema);

export const expressionSchema = schemaOf<Expression>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('constant'), value: number }),
    v.strictObject({ kind: v.literal('word'), word: name }),
    v.strictObject({
      kind: v.literal('statistic'),
      statistic: v.picklist(STATISTICS),
      metric: name,
    }),
    v.strictObject({ kind: v.literal('property'), path: name }),
    v.strictObject({ kind: v.literal('observation'), name }),
    v.strictObject({
      kind: v.literal('arithmetic'),
      operator: v.picklist(['+', '-', '*', '/', 'min', 'max']),
      left: expression,
      right: expression,
    }),
    v.strictObject({ kind: v.picklist(['negative', 'absolute']), operand: expression }),
  ]),
);

export const conditionSchema = schemaOf<Condition>()(
  v.variant('kind', [
    v.strictObject({
      kind: v.literal('comparison'),
      operator: v.picklist(['<', '<=', '>', '>=', '==', '!=']),
      left: expression,
      right: expression,
    }),
    v.strictObject({ kind: v.picklist(['both', 'either']), left: condition, right: condition }),
    v.strictObject({ kind: v.literal('not'), operand: condition }),
    v.strictObject({ kind: v.picklist(['rising', 'falling']), value: expression }),
    v.strictObject({ kind: v.literal('flat'), value: expression, tolerance: notNegative }),
    v.strictObject({ kind: v.literal('always'), invariant: name }),
  ]),
);
