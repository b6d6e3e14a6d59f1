/**
 * Inserts an arrival into a sorted list that ends at `end`. Simultaneous arrivals are ordered by node number. Times in
 * ns.
 */
export function insertArrival(
  times: Float64Array,
  receivers: Int32Array,
  start: number,
  end: number,
  time: number,
  node: number,
): void {
  let at = end;
  for (; at > start; at--) {
    const previous = times[at - 1];
    if (previous < time || (previous === time && receivers[at - 1] < node)) break;
    times[at] = previous;
    receivers[at] = receivers[at - 1];
  }
  times[at] = time;
  receivers[at] = node;
}
