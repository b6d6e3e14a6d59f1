import { toNanoseconds } from './kernel/time.js';
import { toReaders } from './model/fact-readers.js';
import type { FactSink } from './model/facts.js';
import { PrimaryRun, type Wiring } from './primary-run.js';
import type { LookAheadRequest } from './twins/lookahead/look-aheads.js';
import { Objective } from './twins/lookahead/objective.js';
import type { PrimaryNodes } from './twins/valid-configuration.js';

/** Maximum number of replications of a candidate: more would share their random numbers with another twin's. */
const MAX_REPLICATIONS = 1024;

/**
 * One look-ahead run. It begins with the primary as a twin believes it to be, under the configuration in force. The
 * candidate reaches the twin's own node as late as configuration blocks do, and is measured from then on. Random numbers
 * depend on twin, interval and replication: they are the same for all candidates, but differ between twins and from those
 * of the real run.
 *
 * @returns the value of the objective; NaN if it is undefined
 */
export function lookAheadOnce(wiring: Wiring, nodes: Pick<PrimaryNodes, 'count'>, request: LookAheadRequest): number {
  const { node, interval, replication, belief, inForce, candidate, plan, observations } = request;
  const { height, live, backlog, arrivals, bandwidth, latency, loss, delay } = belief;
  const end = delay + plan.horizon;
  // Before the run has begun nothing is measured. The pool that the objective reads exists only then.
  let record: FactSink = () => {};
  const run = new PrimaryRun(
    wiring,
    {
      height,
      configuration: inForce,
      live,
      backlog,
      bandwidth,
      ...(latency ? { latency } : {}),
      ...(loss === undefined ? {} : { loss }),
      ...(arrivals === undefined ? {} : { arrivals: { kind: 'poisson', rate: arrivals } }),
      next: { configuration: candidate, node, at: delay },
    },
    {
      run: ((interval * wiring.nodes + node) * MAX_REPLICATIONS + replication) | 0,
      duration: end,
      record: (at, fact) => record(at, fact),
    },
  );
  const objective = new Objective(plan.objective, run.pool?.submissions);
  record = toReaders([objective.reader]);
  if (run.pool && objective.countsSeconds)
    for (let second = 1; second < end; second++) {
      run.advance(second);
      run.pool.advance(toNanoseconds(second));
      objective.secondPassed(toNanoseconds(second), run.pool.counts);
    }
  run.advance(end);
  const until = toNanoseconds(end);
  run.pool?.advance(until);
  if (run.pool && objective.countsSeconds) objective.secondPassed(until, run.pool.counts);
  const waiting = run.pool?.submissions.after(run.committed) ?? new Float64Array();
  return objective.value(
    toNanoseconds(delay),
    until,
    waiting,
    candidate,
    nodes,
    (name) => observations[name] ?? Number.NaN,
  );
}
