import type { SteadyFaults } from '../network/steady-faults.js';
import type { Interval } from './intervals.js';

/**
 * The periods between two moments at which a fault begins or ends. Nothing changes within a period, so its faults are
 * determined once, on first use.
 */
export class SteadyPeriods {
  /** When any fault begins or ends, ns, ascending; infinite at both ends. */
  readonly #moments: readonly number[];
  readonly #holdsAt: (time: number) => Omit<SteadyFaults, 'until'> | undefined;
  /** The faults after each moment; null if they must be checked copy by copy. */
  readonly #found: (SteadyFaults | null | undefined)[] = [];
  #latest = 0;

  /** @param holdsAt gives the faults around a time, ns; undefined if they must be checked copy by copy */
  constructor(faults: readonly Interval[], holdsAt: (time: number) => Omit<SteadyFaults, 'until'> | undefined) {
    const moments = new Set(faults.flatMap(({ from, to }) => [from, to]));
    this.#moments = [
      Number.NEGATIVE_INFINITY,
      ...[...moments].sort((a, b) => a - b).filter(Number.isFinite),
      Number.POSITIVE_INFINITY,
    ];
    this.#holdsAt = holdsAt;
  }

  /** The faults of the current period; undefined at a moment at which a fault begins or ends. @param now ns; must not decrease */
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
