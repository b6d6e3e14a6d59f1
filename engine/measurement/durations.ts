/** Durations that end together: from each start to the end, ns. */
export interface Durations {
  end: number;
  /** Ascending. */
  starts: Float64Array;
}

/** Up to this many durations are simply sorted. */
const FEW = 32;

/**
 * The quantile of definition R-7 of all durations together, equal to `quantile` of their sorted list. The list is not built:
 * starts are sorted already, and a few dozen searches in each list find the place.
 *
 * @param p in [0, 1]
 * @returns ns; NaN without durations
 */
export function quantileOfDurations(all: readonly Durations[], p: number): number {
  const lists = all.filter(({ starts }) => starts.length > 0);
  const count = lists.reduce((sum, { starts }) => sum + starts.length, 0);
  if (count === 0) return Number.NaN;
  const position = Math.min(Math.max(p, 0), 1) * (count - 1);
  const below = Math.floor(position);
  const [low, high] = neighbours(lists, below);
  return position === below ? low : low + (position - below) * (high - low);
}

/** The duration with `rank` others before it and the one after it, by halving the range in which they must lie. */
function neighbours(lists: readonly Durations[], rank: number): [low: number, high: number] {
  // In each list, the candidates are at [from, to), the longest ones first.
  const from = new Int32Array(lists.length);
  const to = Int32Array.from(lists, ({ starts }) => starts.length);
  const cut = new Int32Array(lists.length);
  let low = Math.min(...lists.map(({ end, starts }) => end - starts[starts.length - 1]));
  let high = Math.max(...lists.map(({ end, starts }) => end - starts[0]));
  let left = to.reduce((sum, length) => sum + length, 0);
  let before = rank;
  while (left > FEW && low < high) {
    const middle = low + Math.floor((high - low) / 2);
    let atMost = 0;
    for (let i = 0; i < lists.length; i++) {
      cut[i] = firstNotBefore(lists[i].starts, lists[i].end - middle, from[i], to[i]);
      atMost += to[i] - cut[i];
    }
    if (before + 1 < atMost) {
      from.set(cut);
      left = atMost;
      high = middle;
    } else if (before >= atMost) {
      to.set(cut);
      before -= atMost;
      left -= atMost;
      low = middle + 1;
    } else {
      // One is the longest of those up to the middle, the other the shortest of those after it.
      return [longest(lists, cut, to), shortest(lists, from, cut)];
    }
  }
  if (low === high) return [low, low];
  const rest = new Float64Array(left);
  let next = 0;
  lists.forEach(({ end, starts }, i) => {
    for (let at = from[i]; at < to[i]; at++) rest[next++] = end - starts[at];
  });
  rest.sort();
  return [rest[before], rest[Math.min(before + 1, left - 1)]];
}

function longest(lists: readonly Durations[], from: Int32Array, to: Int32Array): number {
  return lists.reduce(
    (most, { end, starts }, i) => (from[i] < to[i] ? Math.max(most, end - starts[from[i]]) : most),
    0,
  );
}

function shortest(lists: readonly Durations[], from: Int32Array, to: Int32Array): number {
  const least = (best: number, { end, starts }: Durations, i: number) =>
    from[i] < to[i] ? Math.min(best, end - starts[to[i] - 1]) : best;
  return lists.reduce(least, Number.POSITIVE_INFINITY);
}

/** First index in `[from, to)` whose value is not below `value`; `to` if there is none. */
function firstNotBefore(values: Float64Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
