/** The pause after an action is at least this many times as long as the action took. */
const RESTS = 9;

/** Limits how often an action happens: the first request acts at once, later ones share one action after a pause. */
export class Throttle {
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  /** @param every least time between two actions, ms of real time */
  constructor(
    private readonly every: number,
    private readonly act: () => void,
  ) {}

  /** Requests the action. */
  ask(): void {
    if (this.#timer !== undefined || this.#isOver) return;
    this.#timer = setTimeout(() => this.#do(), Math.max(0, this.#next - performance.now()));
  }

  /** Cancels the pending action; later requests do nothing. */
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
