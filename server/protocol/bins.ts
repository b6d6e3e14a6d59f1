/** Widths of bins over simulated time that a reader can name, s, ascending. */
const WIDTHS = [1, 2, 4, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400];

/**
 * The narrowest width of bins that a reader can name, s: a multiple of `unit`, with at most `most` bins over `length`
 * seconds and at least `least` seconds in each, as long as that leaves {@link FEWEST} bins.
 *
 * @param unit s; the result is a multiple of it
 */
export function binWidth(
  length: number,
  { unit = 1, least = 0, most }: { unit?: number; least?: number; most: number },
) {
  const wanted = Math.max(length / most, Math.min(least, length / FEWEST));
  const named = WIDTHS.find((width) => width >= wanted && width % unit === 0);
  return named ?? Math.max(1, Math.ceil(wanted / unit)) * unit;
}

/** A picture of fewer bins shows no course. */
const FEWEST = 20;
