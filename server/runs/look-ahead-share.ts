/** A batch of look-ahead runs shared by several threads. Each thread takes the next free run. */
export interface LookAheadShare {
  /** Values by request, once settled. */
  values: SharedArrayBuffer;
  /** Counts of taken and settled runs, followed by a mark for each settled run. */
  marks: SharedArrayBuffer;
}

const TAKEN = 0;
const SETTLED = 1;
const FIRST_MARK = 2;

/** Stands for no run. */
export const NO_RUN = -1;

/** @param count number of runs */
export function lookAheadShare(count: number): LookAheadShare {
  return {
    values: new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT),
    marks: new SharedArrayBuffer((FIRST_MARK + count) * Int32Array.BYTES_PER_ELEMENT),
  };
}

/** The view of one thread on a share. */
export class ShareOfWork {
  readonly values: Float64Array;
  readonly #marks: Int32Array;

  constructor({ values, marks }: LookAheadShare) {
    this.values = new Float64Array(values);
    this.#marks = new Int32Array(marks);
  }

  /** Takes the next free run. @returns its number; undefined if none is left */
  take(): number | undefined {
    const taken = Atomics.add(this.#marks, TAKEN, 1);
    return taken < this.values.length ? taken : undefined;
  }

  /** Several threads may settle the same run: its value is the same in all of them. */
  settle(run: number, value: number): void {
    this.values[run] = value;
    if (Atomics.exchange(this.#marks, FIRST_MARK + run, 1) === 1) return;
    Atomics.add(this.#marks, SETTLED, 1);
    Atomics.notify(this.#marks, SETTLED);
  }

  get settled(): number {
    return Atomics.load(this.#marks, SETTLED);
  }

  /** The first run that is not settled; {@link NO_RUN} if all are. */
  get unsettled(): number {
    const mark = this.#marks.indexOf(0, FIRST_MARK);
    return mark < 0 ? NO_RUN : mark - FIRST_MARK;
  }

  /** Waits until more than `settled` runs are settled, up to a timeout in ms. @returns false if it expired */
  wait(settled: number, timeout: number): boolean {
    return Atomics.wait(this.#marks, SETTLED, settled, timeout) !== 'timed-out';
  }

  /** Closes the share: no further run is taken. */
  close(): void {
    Atomics.store(this.#marks, TAKEN, this.values.length);
  }
}
