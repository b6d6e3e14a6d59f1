import type { Silence } from '../network/conditions.js';
import { type Interval, isWithin } from './intervals.js';

/** When which faults last: nodes that are down, by node; nodes that pass nothing on; and whatever else is wrong. */
interface Lasting {
  down: readonly (readonly Interval[])[];
  mute: readonly (Interval & { isMute: Uint8Array })[];
  others: readonly Interval[];
}

/**
 * The times in which nodes are silent and nothing else is wrong. Between two moments at which a fault begins or ends nothing
 * changes, so that what holds there is found out once.
 */
export class Silences {
  readonly #lasting: Lasting;
  /** When any fault begins or ends, ns, ascending; infinite at both ends. */
  readonly #moments: readonly number[];
  /** What holds after each moment; null where something else is wrong. */
  readonly #silences: (Silence | null | undefined)[] = [];
  #latest = 0;

  constructor(lasting: Lasting) {
    this.#lasting = lasting;
    const intervals = [...lasting.down.flat(), ...lasting.mute, ...lasting.others];
    const moments = new Set(intervals.flatMap(({ from, to }) => [from, to]));
    this.#moments = [
      Number.NEGATIVE_INFINITY,
      ...[...moments].sort((a, b) => a - b).filter(Number.isFinite),
      Number.POSITIVE_INFINITY,
    ];
  }

  /** Who is silent during a whole period, where nothing else is wrong in it; asked in the order of `from`. */
  during(from: number, to: number): Silence | undefined {
    const moments = this.#moments;
    while (moments[this.#latest + 1] <= from) this.#latest++;
    if (moments[this.#latest] === from || to >= moments[this.#latest + 1]) return undefined;
    let silence = this.#silences[this.#latest];
    if (silence === undefined) {
      silence = this.#at(from) ?? null;
      this.#silences[this.#latest] = silence;
    }
    return silence ?? undefined;
  }

  #at(time: number): Silence | undefined {
    const { down, mute, others } = this.#lasting;
    if (others.some((interval) => isWithin(interval, time))) return undefined;
    const isDown = Uint8Array.from(down, (intervals) => (intervals.some((other) => isWithin(other, time)) ? 1 : 0));
    const isMute = new Uint8Array(down.length);
    for (const fault of mute) {
      if (!isWithin(fault, time)) continue;
      for (let node = 0; node < isMute.length; node++) isMute[node] |= fault.isMute[node];
    }
    const nodes = Int32Array.from(isDown.keys()).filter((node) => isDown[node] === 1);
    return { isDown, isMute, down: nodes };
  }
}
