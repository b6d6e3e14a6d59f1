/**
 * The k smallest of many numbers as a binary heap with the greatest of them on top: what is not smaller than that is
 * refused after one comparison, which is what happens to most. Heaps stand one after another in one array.
 */

/** Makes a heap of the `size` numbers from `first` on. */
export function makeHeap(values: Float64Array, first: number, size: number): void {
  for (let i = (size >> 1) - 1; i >= 0; i--) sink(values, first, size, i, values[first + i]);
}

/** Puts a smaller number in the place of the greatest one. */
export function replaceGreatest(values: Float64Array, first: number, size: number, value: number): void {
  sink(values, first, size, 0, value);
}

function sink(values: Float64Array, first: number, size: number, from: number, value: number): void {
  let i = from;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= size) break;
    if (child + 1 < size && values[first + child + 1] > values[first + child]) child++;
    if (values[first + child] <= value) break;
    values[first + i] = values[first + child];
    i = child;
  }
  values[first + i] = value;
}
