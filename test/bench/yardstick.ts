/**
 * The unit in which speed is told, for machines differ and are shared: nanoseconds of one pop and one push on a plain
 * 4-ary heap of 1,600 entries (the hold model). It is fixed code of its own: a faster queue in the engine must not
 * move the ruler.
 */
const ENTRIES = 1600;
const ROUNDS = 1_000_000;

/** @returns CPU nanoseconds of one pop and push */
export function yardstick(): number {
  const keys = new Float64Array(ENTRIES);
  const payload = new Uint32Array(ENTRIES);
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  let size = 0;
  const push = (key: number, value: number) => {
    let i = size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      if (keys[parent] <= key) break;
      keys[i] = keys[parent];
      payload[i] = payload[parent];
      i = parent;
    }
    keys[i] = key;
    payload[i] = value;
  };
  const pop = () => {
    const key = keys[--size];
    const value = payload[size];
    let i = 0;
    for (;;) {
      const first = 4 * i + 1;
      if (first >= size) break;
      const end = Math.min(first + 4, size);
      let best = first;
      for (let child = first + 1; child < end; child++) if (keys[child] < keys[best]) best = child;
      if (keys[best] >= key) break;
      keys[i] = keys[best];
      payload[i] = payload[best];
      i = best;
    }
    keys[i] = key;
    payload[i] = value;
  };
  const next = () => 5 + 145 * random();
  for (let i = 0; i < ENTRIES; i++) push(next(), i);
  const hold = (rounds: number) => {
    for (let i = 0; i < rounds; i++) {
      const time = keys[0];
      pop();
      push(time + next(), i);
    }
  };
  hold(ROUNDS / 4);
  const before = process.cpuUsage();
  hold(ROUNDS);
  const used = process.cpuUsage(before);
  return ((used.user + used.system) * 1000) / ROUNDS;
}
