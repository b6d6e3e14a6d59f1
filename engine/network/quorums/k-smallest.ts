import { bit } from '../../kernel/bit.js';

/** More values than this are handled by selection. */
const FEW = 8;

/**
 * The k-th smallest value. Usually slightly fewer than k values are below `floor`; the few remaining ones are then
 * found in one pass. Otherwise Hoare's selection is used.
 *
 * @param size number of values to consider, from the first on
 * @param k from 1 to `size`
 * @param scratch space for as many numbers
 */
export function kthSmallest(
  values: Float64Array,
  size: number,
  k: number,
  floor: number,
  scratch: Float64Array,
): number {
  let below = 0;
  for (let i = 0; i < size; i++) below += bit(values[i] < floor);
  const left = k - below;
  if (left >= 1 && left <= FEW) return kthOfLarger(values, size, left, floor, scratch);
  for (let i = 0; i < size; i++) scratch[i] = values[i];
  return select(scratch, size, k);
}

/** The k-th smallest of the values that are not below `floor`, for a small k. */
function kthOfLarger(values: Float64Array, size: number, k: number, floor: number, smallest: Float64Array): number {
  for (let i = 0; i < k; i++) smallest[i] = Number.POSITIVE_INFINITY;
  const last = k - 1;
  for (let i = 0; i < size; i++) {
    const value = values[i];
    if (value >= smallest[last] || value < floor) continue;
    let place = last;
    for (; place > 0 && smallest[place - 1] > value; place--) smallest[place] = smallest[place - 1];
    smallest[place] = value;
  }
  return smallest[last];
}

/** The k-th smallest value. Reorders the values: partitions them, then the part that contains the k-th, and so on. */
function select(values: Float64Array, size: number, k: number): number {
  const wanted = k - 1;
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let i = low;
    let j = high;
    do {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const value = values[i];
        values[i++] = values[j];
        values[j--] = value;
      }
    } while (i <= j);
    if (wanted <= j) high = j;
    else if (wanted >= i) low = i;
    else break;
  }
  return values[wanted];
}
