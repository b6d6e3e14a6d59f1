/**
 * A queue with Poisson arrivals from which a batch is taken at equal intervals, whoever waits up to a limit: bulk service
 * (Bailey 1954), with a waiting room in which the batch keeps its places until its service ends. Solved numerically, by the
 * stationary distribution of the number that waits at the beginning of a service.
 */
export interface BulkQueue {
  /** Arrivals a second. */
  rate: number;
  /** Most that are taken at once. */
  batch: number;
  /** From one service to the next, and from its beginning to its end, s. */
  period: number;
  service: number;
  /** Places for those who wait and those who are served; the others are turned away. */
  room: number;
}

export interface BulkFigures {
  /** Until a service begins, of those who are not turned away, s. */
  wait: number;
  /** Served a second. */
  throughput: number;
  /** Share of the arrivals that is turned away. */
  turnedAway: number;
  /** Share of the services that take a full batch. */
  full: number;
}

const NEGLIGIBLE = 1e-13;
/** Moments at which the number that waits is looked at within a piece of time. */
const MOMENTS = 40;

export function bulkQueue({ rate, batch, period, service, room }: BulkQueue): BulkFigures {
  const served = poisson(rate * service);
  const idle = poisson(rate * (period - service));
  let waiting: Float64Array = new Float64Array(room + 1);
  waiting[0] = 1;
  for (let change = 1; change > NEGLIGIBLE; ) {
    const next = afterIdle(duringService(waiting, served));
    change = next.reduce((sum, p, k) => sum + Math.abs(p - waiting[k]), 0);
    waiting = next;
  }

  /** How many are behind the batch when so many have come since its service began. */
  function duringService(start: Float64Array, arrivals: Float64Array): Float64Array {
    const end = new Float64Array(room + 1);
    start.forEach((p, k) => {
      const taken = Math.min(k, batch);
      arrivals.forEach((q, a) => {
        end[Math.min(k - taken + a, room - taken)] += p * q;
      });
    });
    return end;
  }

  /** How many wait when so many have come since a service ended. */
  function afterIdle(start: Float64Array, arrivals = idle): Float64Array {
    const end = new Float64Array(room + 1);
    start.forEach((p, k) => {
      arrivals.forEach((q, a) => {
        end[Math.min(k + a, room)] += p * q;
      });
    });
    return end;
  }

  const mean = (numbers: Float64Array) => numbers.reduce((sum, p, k) => sum + p * k, 0);
  const meanOver = (duration: number, at: (arrivals: Float64Array) => Float64Array) => {
    const moments = Array.from({ length: MOMENTS }, (_, i) => ((i + 0.5) / MOMENTS) * duration);
    return moments.reduce((sum, time) => sum + mean(at(poisson(rate * time))), 0) / MOMENTS;
  };
  const behind = duringService(waiting, served);
  const inService = meanOver(service, (arrivals) => duringService(waiting, arrivals)) * service;
  const between = meanOver(period - service, (arrivals) => afterIdle(behind, arrivals)) * (period - service);
  const throughput = waiting.reduce((sum, p, k) => sum + p * Math.min(k, batch), 0) / period;
  return {
    // Little's law.
    wait: (inService + between) / period / throughput,
    throughput,
    turnedAway: 1 - throughput / rate,
    full: waiting.subarray(batch).reduce((sum, p) => sum + p, 0),
  };
}

/** Probabilities of 0, 1, 2, … arrivals, as far as they matter. */
function poisson(mean: number): Float64Array {
  const probabilities = [Math.exp(-mean)];
  for (let k = 1; k < mean || probabilities[k - 1] > 1e-16; k++) probabilities.push((probabilities[k - 1] * mean) / k);
  return Float64Array.from(probabilities);
}
