/** Durations that end together: from each start to the end, ns. */
export interface Durations {
  end: number;
  /** Ascending. */
  starts: Float64Array;
}

/** Few enough to be sorted. */
const FEW = 32;

/**
 * The quantile of definition R-7 of all durations together, as `quantile` gives it of their sorted list, without
 * putting them into one: the starts are sorted already, and a few dozen looks into each list find the place.
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
  const low = select(lists, below);
  return position === below ? low : low + (position - below) * (select(lists, below + 1) - low);
}

/** The duration with `rank` others before it, by halving the range in which it must lie. */
function select(lists: readonly Durations[], rank: number): number {
  // Of each list the durations in question stand at [from, to), the longest ones first.
  const from = new Int32Array(lists.length);
  const to = Int32Array.from(lists, ({ starts }) => starts.length);
  let low = Math.min(...lists.map(({ end, starts }) => end - starts[starts.length - 1]));
  let high = Math.max(...lists.map(({ end, starts }) => end - starts[0]));
  let left = to.reduce((sum, length) => sum + length, 0);
  let before = rank;
  const cut = new Int32Array(lists.length);
  while (left > FEW && low < high) {
    const middle = low + Math.floor((high - low) / 2);
    let atMost = 0;
    for (let i = 0; i < lists.length; i++) {
      cut[i] = firstNotBefore(lists[i].starts, lists[i].end - middle, from[i], to[i]);
      atMost += to[i] - cut[i];
    }
    if (before < atMost) {
      from.set(cut);
      left = atMost;
      high = middle;
    } else {
      to.set(cut);
      before -= atMost;
      left -= atMost;
      low = middle + 1;
    }
  }
  if (low === high) return low;
  const rest = new Float64Array(left);
  let next = 0;
  lists.forEach(({ end, starts }, i) => {
    for (let at = from[i]; at < to[i]; at++) rest[next++] = end - starts[at];
  });
  return rest.sort()[before];
}

/** First place in `[from, to)` whose value is not below `value`; `to` where there is none. */
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
