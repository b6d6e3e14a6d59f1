/**
 * A bulk-service queue (Bailey 1954) with Poisson arrivals. At equal intervals the server takes a batch, up to a limit,
 * of those that wait. A batch occupies its places in the waiting room until its service ends. Solved numerically by the
 * stationary distribution of the number waiting when a service begins.
 */
export interface BulkQueue {
  /** Arrivals per second. */
  rate: number;
  /** Largest batch. */
  batch: number;
  /** Time from the start of one service to the start of the next, and duration of a service, s. */
  period: number;
  service: number;
  /** Places for those that wait and those in service. Arrivals that find no place are rejected. */
  room: number;
}

export interface BulkFigures {
  /** Mean time until service begins, of accepted arrivals, s. */
  wait: number;
  /** Services completed per second. */
  throughput: number;
  /** Share of arrivals that are rejected. */
  turnedAway: number;
  /** Share of services with a full batch. */
  full: number;
}

const NEGLIGIBLE = 1e-13;
/** Number of moments in an interval at which the queue length is averaged. */
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

  /** Number waiting behind the batch after these arrivals since its service began. */
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

  /** Number waiting after these arrivals since a service ended. */
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

/** Probabilities of 0, 1, 2, … arrivals, up to negligible ones. */
function poisson(mean: number): Float64Array {
  const probabilities = [Math.exp(-mean)];
  for (let k = 1; k < mean || probabilities[k - 1] > 1e-16; k++) probabilities.push((probabilities[k - 1] * mean) / k);
  return Float64Array.from(probabilities);
}
