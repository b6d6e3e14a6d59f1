import type { SteadyFaults } from '../network/steady-faults.js';
import type { Interval } from './intervals.js';

/**
 * The periods between two moments at which a fault begins or ends. Nothing changes in one, so that what holds in it is
 * found out once, when it is first asked about.
 */
export class SteadyPeriods {
  /** When any fault begins or ends, ns, ascending; infinite at both ends. */
  readonly #moments: readonly number[];
  readonly #holdsAt: (time: number) => Omit<SteadyFaults, 'until'> | undefined;
  /** What holds after each moment; null where copies have to be asked about one by one. */
  readonly #found: (SteadyFaults | null | undefined)[] = [];
  #latest = 0;

  /** @param holdsAt what holds around a time, ns; undefined where copies have to be asked about one by one */
  constructor(faults: readonly Interval[], holdsAt: (time: number) => Omit<SteadyFaults, 'until'> | undefined) {
    const moments = new Set(faults.flatMap(({ from, to }) => [from, to]));
    this.#moments = [
      Number.NEGATIVE_INFINITY,
      ...[...moments].sort((a, b) => a - b).filter(Number.isFinite),
      Number.POSITIVE_INFINITY,
    ];
    this.#holdsAt = holdsAt;
  }

  /** What holds from now on for a while, ns; asked in the order of time. Nothing holds at the moment at which it begins or ends. */
  at(now: number): SteadyFaults | undefined {
    const moments = this.#moments;
    while (moments[this.#latest + 1] <= now) this.#latest++;
    if (moments[this.#latest] === now) return undefined;
    let found = this.#found[this.#latest];
    if (found === undefined) {
      const holds = this.#holdsAt(now);
      found = holds ? { ...holds, until: moments[this.#latest + 1] } : null;
      this.#found[this.#latest] = found;
    }
    return found ?? undefined;
  }
}
