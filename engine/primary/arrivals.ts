import { type Daily, type DailyRate, dailyRate } from '../kernel/daily.js';
import { log } from '../kernel/elementary.js';
import type { StreamKey } from '../kernel/streams.js';
import { NANOSECONDS_PER_SECOND, toNanoseconds } from '../kernel/time.js';
import { WordSource } from '../kernel/word-source.js';
import type { Arrivals } from '../model/scenario.js';

/** Times at which transactions are submitted, in order. Draws depend only on the key. */
export interface ArrivalProcess {
  /** Time of the next one, ns, not before the previous one; infinite if there are no more. */
  next(): number;
  /** The rate at a time before the next arrival, tx/s; NaN for a record, which has none. @param now ns */
  rateAt(now: number): number;
}

/** The arrival process of a workload. */
export function arrivalProcess(arrivals: Arrivals, key: StreamKey): ArrivalProcess {
  switch (arrivals.kind) {
    case 'poisson':
      return new Poisson(arrivals.rate, key);
    case 'batches':
      return new Batches(arrivals.size, new Poisson(arrivals.rate / arrivals.size, key));
    case 'bursts':
      return new PiecewisePoisson(new AlternatingRates(arrivals, key), key);
    case 'steps':
      return new PiecewisePoisson(new Steps(arrivals.steps), key);
    case 'daily':
      return new DailyArrivals(arrivals, key);
    case 'trace':
      return new Trace(arrivals.times, arrivals.period);
  }
}

/** Independent arrivals at a constant rate, tx/s: exponential gaps. */
class Poisson implements ArrivalProcess {
  readonly #rate: number;
  readonly #key: StreamKey;
  readonly #source = new WordSource();
  #drawn = 0;
  #time = 0;

  constructor(rate: number, key: StreamKey) {
    this.#rate = rate / NANOSECONDS_PER_SECOND;
    this.#key = key;
  }

  next(): number {
    const uniform = this.#source.within(this.#key, ++this.#drawn).uniform();
    this.#time += -log(uniform) / this.#rate;
    return this.#time;
  }

  rateAt(): number {
    return this.#rate * NANOSECONDS_PER_SECOND;
  }
}

/** A rate in tx/s, and its duration in ns. */
interface Piece {
  rate: number;
  duration: number;
}

/** Successive pieces of time; the last one is infinitely long, or there is no last one. */
interface Pieces {
  next(): Piece;
}

/**
 * A Poisson process with a piecewise constant rate. A gap is a unit exponential of expected arrivals, spent piece by
 * piece. This is exact and takes one draw per arrival.
 */
class PiecewisePoisson implements ArrivalProcess {
  readonly #pieces: Pieces;
  readonly #key: StreamKey;
  readonly #source = new WordSource();
  #piece: Piece;
  /** End of the piece, ns. */
  #end: number;
  /** Pieces that have ended since the last arrival, with their ends. */
  readonly #passed: { rate: number; end: number }[] = [];
  #drawn = 0;
  #time = 0;

  constructor(pieces: Pieces, key: StreamKey) {
    this.#pieces = pieces;
    this.#key = key;
    this.#piece = pieces.next();
    this.#end = this.#piece.duration;
  }

  rateAt(now: number): number {
    return (this.#passed.find(({ end }) => end > now) ?? this.#piece).rate;
  }

  next(): number {
    this.#passed.length = 0;
    let wanted = -log(this.#source.within(this.#key, ++this.#drawn).uniform());
    for (;;) {
      const rate = this.#piece.rate / NANOSECONDS_PER_SECOND;
      const left = rate * (this.#end - this.#time);
      // The rate is zero forever, so nothing arrives any more.
      if (rate === 0 && this.#end === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
      if (wanted <= left) {
        this.#time += wanted / rate;
        return this.#time;
      }
      wanted -= left;
      this.#time = this.#end;
      this.#passed.push({ rate: this.#piece.rate, end: this.#end });
      this.#piece = this.#pieces.next();
      this.#end += this.#piece.duration;
    }
  }
}

/** Successive rates; the last one remains. */
class Steps implements Pieces {
  readonly #steps: readonly Piece[];
  #next = 0;

  /** @param steps durations in s */
  constructor(steps: readonly Piece[]) {
    this.#steps = steps;
  }

  next(): Piece {
    const { rate, duration } = this.#steps[this.#next++];
    const isLast = this.#next === this.#steps.length;
    return { rate, duration: isLast ? Number.POSITIVE_INFINITY : toNanoseconds(duration) };
  }
}

/** Stream of the durations of rates, separate from that of the arrivals. */
const DURATIONS = 1;

/**
 * A low and a high rate that alternate, each for an exponentially distributed time: a Markov-modulated Poisson process
 * with two states. It begins in the stationary state, so that its mean rate holds from the start.
 */
class AlternatingRates implements Pieces {
  readonly #rates: Extract<Arrivals, { kind: 'bursts' }>;
  readonly #key: StreamKey;
  readonly #source = new WordSource();
  #drawn = 0;
  #isHigh = false;

  constructor(rates: Extract<Arrivals, { kind: 'bursts' }>, key: StreamKey) {
    this.#rates = rates;
    this.#key = key;
  }

  next(): Piece {
    const { low, high, meanLow, meanHigh } = this.#rates;
    const source = this.#source.within(this.#key, this.#drawn, DURATIONS);
    this.#isHigh = this.#drawn++ === 0 ? source.uniform() * (meanLow + meanHigh) >= meanLow : !this.#isHigh;
    const mean = this.#isHigh ? meanHigh : meanLow;
    const duration = -log(source.uniform()) * mean * NANOSECONDS_PER_SECOND;
    return { rate: this.#isHigh ? high : low, duration };
  }
}

/** Several transactions at each arrival of another process; a compound Poisson process if that is a Poisson process. */
class Batches implements ArrivalProcess {
  readonly #size: number;
  readonly #batches: ArrivalProcess;
  #left = 0;
  #time = 0;

  constructor(size: number, batches: ArrivalProcess) {
    this.#size = size;
    this.#batches = batches;
  }

  next(): number {
    if (this.#left === 0) {
      this.#left = this.#size;
      this.#time = this.#batches.next();
    }
    this.#left--;
    return this.#time;
  }

  rateAt(now: number): number {
    return this.#size * this.#batches.rateAt(now);
  }
}

/**
 * A rate with a daily cycle. Exact by thinning (Lewis and Shedler 1979): candidates at the highest rate are accepted
 * with the ratio of the current to the highest rate as probability.
 */
class DailyArrivals implements ArrivalProcess {
  readonly #rate: DailyRate;
  /** tx/ns */
  readonly #peak: number;
  readonly #key: StreamKey;
  readonly #source = new WordSource();
  #drawn = 0;
  #time = 0;

  constructor(daily: Daily, key: StreamKey) {
    this.#rate = dailyRate(daily);
    this.#peak = daily.peak / NANOSECONDS_PER_SECOND;
    this.#key = key;
  }

  rateAt(now: number): number {
    return this.#rate(now / NANOSECONDS_PER_SECOND);
  }

  next(): number {
    for (;;) {
      const source = this.#source.within(this.#key, ++this.#drawn);
      this.#time += -log(source.uniform()) / this.#peak;
      const rate = this.#rate(this.#time / NANOSECONDS_PER_SECOND) / NANOSECONDS_PER_SECOND;
      if (source.uniform() * this.#peak < rate) return this.#time;
    }
  }
}

/** Recorded times of arrival, s. Nothing arrives after the last one, unless the record begins again. */
class Trace implements ArrivalProcess {
  readonly #times: readonly number[];
  readonly #period: number | undefined;
  #next = 0;

  constructor(times: readonly number[], period: number | undefined) {
    this.#times = times;
    this.#period = period;
  }

  next(): number {
    const length = this.#times.length;
    if (this.#period === undefined && this.#next >= length) return Number.POSITIVE_INFINITY;
    const round = Math.floor(this.#next / length);
    return toNanoseconds(this.#times[this.#next++ % length] + round * (this.#period ?? 0));
  }

  rateAt(): number {
    return Number.NaN;
  }
}
