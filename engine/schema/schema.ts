import * as v from 'valibot';

/**
 * Schemas of what is read back from files. A schema stands for its type and cannot drift from it: neither compiles
 * where one has what the other has not.
 */
export type Schema<Type> = v.GenericSchema<unknown, Type>;

/** A type with nothing optional left, so that a property that only one of two types has shows in a comparison. */
type Full<Type> = Type extends object ? { [Key in keyof Type]-?: Full<Type[Key]> } : Type;

type Same<A, B> = [Full<A>, Full<B>] extends [Full<B>, Full<A>] ? unknown : never;

/** Takes a schema as that of `Type`; a schema of anything more or less does not compile. */
export function schemaOf<Type>() {
  return <Given extends Schema<Type>>(schema: Given & Same<Type, v.InferOutput<Given>>): Schema<Type> => schema;
}

/** JSON has no NaN, but reads 1e999 as Infinity. */
export const number = v.pipe(v.number(), v.finite());
export const notNegative = v.pipe(number, v.minValue(0));
export const positive = v.pipe(number, v.gtValue(0));
export const ratio = v.pipe(number, v.minValue(0), v.maxValue(1));

/** A whole number from `least` on. */
export function count(least = 0) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(least));
}

/** A name or a sentence: nothing of ours is longer. */
export const text = v.pipe(v.string(), v.maxLength(100_000));
export const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));

/** SHA-256, hexadecimal. */
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
