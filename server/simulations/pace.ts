/** What takes long is done the less often: at least so many times as much passes until the next time. */
const RESTS = 9;

/**
 * Does something when it is asked to, but not too often: what is asked for meanwhile is done once, later. The first
 * time is at once.
 */
export class Pace {
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  /** @param every real milliseconds from one time to the next, at least */
  constructor(
    private readonly every: number,
    private readonly act: () => void,
  ) {}

  ask(): void {
    if (this.#timer !== undefined || this.#isOver) return;
    this.#timer = setTimeout(() => this.#do(), Math.max(0, this.#next - performance.now()));
  }

  /** What is still to be done is not done any more, nor what is asked for from now on. */
  end(): void {
    clearTimeout(this.#timer);
    this.#isOver = true;
  }

  #do(): void {
    const began = performance.now();
    this.act();
    const ended = performance.now();
    this.#timer = undefined;
    this.#next = ended + Math.max(this.every, RESTS * (ended - began));
  }
}
