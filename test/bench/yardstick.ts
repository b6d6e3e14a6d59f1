/**
 * The unit of speed, because machines differ and are shared: nanoseconds of CPU for one pop and one push on a plain
 * 4-ary heap of 1,600 entries under the hold model (the popped entry is pushed again, 5 to 150 ms later). It has its
 * own fixed code, so that a faster queue in the engine does not change the unit. The increments come from a table, so
 * that the heap is measured and not a random generator. The heap keeps its arrays in fields, which the compiler reads
 * once per operation.
 */
const ENTRIES = 1600;
const WARM_UP = 400_000;
const ROUNDS = 1_500_000;
const INCREMENTS = 65_536;

class PlainHeap {
  private readonly keys: Float64Array;
  private readonly payload: Uint32Array;
  private size: number;
  /** Key of the last popped entry. */
  top: number;

  constructor(capacity: number) {
    this.keys = new Float64Array(capacity);
    this.payload = new Uint32Array(capacity);
    this.size = 0;
    this.top = 0;
  }

  push(key: number, value: number): void {
    const { keys, payload } = this;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      if (keys[parent] <= key) break;
      keys[i] = keys[parent];
      payload[i] = payload[parent];
      i = parent;
    }
    keys[i] = key;
    payload[i] = value;
  }

  pop(): number {
    const { keys, payload } = this;
    const result = payload[0];
    this.top = keys[0];
    const last = --this.size;
    const key = keys[last];
    const value = payload[last];
    let i = 0;
    for (;;) {
      const first = 4 * i + 1;
      if (first >= last) break;
      const end = Math.min(first + 4, last);
      let best = first;
      let least = keys[first];
      for (let child = first + 1; child < end; child++) {
        if (keys[child] < least) {
          best = child;
          least = keys[child];
        }
      }
      if (least >= key) break;
      keys[i] = least;
      payload[i] = payload[best];
      i = best;
    }
    keys[i] = key;
    payload[i] = value;
    return result;
  }
}

/** Seconds from one event of an entry to the next one. */
function increments(): Float64Array {
  let state = 7;
  return Float64Array.from({ length: INCREMENTS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 0.005 + 0.145 * (state / 4294967296);
  });
}

// Module constants, because the compiler then knows their addresses, as where the unit is defined. This saves a quarter
// of the time.
const AFTER = increments();
const HEAP = new PlainHeap(2048);
for (let i = 0; i < ENTRIES; i++) HEAP.push(AFTER[i], i);

function hold(rounds: number): void {
  for (let i = 0; i < rounds; i++) {
    const entry = HEAP.pop();
    HEAP.push(HEAP.top + AFTER[i & (INCREMENTS - 1)], entry);
  }
}

/** @returns CPU nanoseconds of one pop and push, the median of three measurements */
export function yardstick(): number {
  hold(WARM_UP);
  const measured = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    hold(ROUNDS);
    const used = process.cpuUsage(before);
    return ((used.user + used.system) * 1000) / ROUNDS;
  });
  return measured.sort((a, b) => a - b)[1];
}
