/** Samples in order, in pieces. They can be iterated repeatedly. */
export type Samples = Iterable<Float64Array>;

/** An iterable that restarts a generator at each iteration. */
export function samplesFrom(generate: () => Iterator<Float64Array>): Samples {
  return { [Symbol.iterator]: generate };
}

/** All samples in one piece. */
export function toArray(samples: Samples): Float64Array {
  const pieces = Array.from(samples);
  if (pieces.length === 1) return pieces[0];
  const all = new Float64Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let next = 0;
  for (const piece of pieces) {
    all.set(piece, next);
    next += piece.length;
  }
  return all;
}

/** The samples without NaN. */
export function definedSamples(samples: Samples): Samples {
  return samplesFrom(function* () {
    for (const piece of samples) yield piece.some(Number.isNaN) ? piece.filter((value) => !Number.isNaN(value)) : piece;
  });
}
