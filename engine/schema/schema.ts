import * as v from 'valibot';

/**
 * Schemas of data that is read from files. A schema cannot drift from its type: if one has a property that the other
 * lacks, it does not compile.
 */
export type Schema<Type> = v.GenericSchema<unknown, Type>;

/** A type without optional properties, so that comparing two types shows a property that only one of them has. */
type Full<Type> = Type extends object ? { [Key in keyof Type]-?: Full<Type[Key]> } : Type;

type Same<A, B> = [Full<A>, Full<B>] extends [Full<B>, Full<A>] ? unknown : never;

/** Declares a schema for `Type`. A schema with more or fewer properties does not compile. */
export function schemaOf<Type>() {
  return <Given extends Schema<Type>>(schema: Given & Same<Type, v.InferOutput<Given>>): Schema<Type> => schema;
}

/** A finite number: JSON has no NaN, but reads 1e999 as Infinity. */
export const number = v.pipe(v.number(), v.finite());
/** A number of at least 0. */
export const notNegative = v.pipe(number, v.minValue(0));
/** A number above 0. */
export const positive = v.pipe(number, v.gtValue(0));
/** A number from 0 to 1. */
export const ratio = v.pipe(number, v.minValue(0), v.maxValue(1));

/** A whole number from `least` on. */
export function count(least = 0) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(least));
}

/** A text of up to 100,000 characters. */
export const text = v.pipe(v.string(), v.maxLength(100_000));
/** A name of 1 to 1000 characters. */
export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));

/** SHA-256, hexadecimal. */
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
