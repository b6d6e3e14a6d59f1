import fc from 'fast-check';
import type { Fault, NodeSet } from '../../../engine/model/faults.js';
import type { Distribution } from '../../../engine/model/scenario.js';

const some = (most: number): fc.Arbitrary<NodeSet[]> =>
  fc.integer({ min: 1, max: most }).map((count): NodeSet[] => [{ kind: 'nodes', count }]);

/** Bounds of random faults. Times in s. */
export interface Bounds {
  /** Earliest start and latest end of all faults. */
  from: number;
  to: number;
  /** Largest number of nodes in a crash, in one side of a partition, or slowed down. */
  most: number;
}

/** One network fault or crash. */
function anyFault({ from, to, most }: Bounds): fc.Arbitrary<Fault> {
  const moment = fc.double({ min: from, max: to, noNaN: true });
  const period = fc.tuple(moment, moment).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1e-3 }));
  const share = fc.constantFrom(0.01, 0.2, 1);
  const distribution = fc.constantFrom<Distribution>(
    { kind: 'constant', value: 0.5 },
    { kind: 'exponential', mean: 0.2 },
  );
  return fc
    .oneof(
      fc.record({ kind: fc.constant('crash' as const), nodes: some(most), losesVotes: fc.constant(false) }),
      fc.record({ kind: fc.constant('partition' as const), sides: fc.tuple(some(most)), oneWay: fc.constant(false) }),
      fc.record({
        kind: fc.constant('partition' as const),
        sides: fc.tuple(some(most), some(1)),
        oneWay: fc.constant(true),
      }),
      fc.record({ kind: fc.constant('drop' as const), share }),
      fc.record({ kind: fc.constant('duplicate' as const), share }),
      fc.record({ kind: fc.constant('delay' as const), share, by: distribution }),
      fc.record({ kind: fc.constant('slow' as const), nodes: some(most), factor: fc.constantFrom(0.5, 3, 20) }),
      fc.record({
        kind: fc.constant('change' as const),
        change: fc.constantFrom(
          { bandwidth: { kind: 'uniform' as const, lo: 1e5, hi: 1e6 } },
          { loss: 0.1 },
          { sharing: 'uplink' as const },
          { sharing: 'none' as const },
          { latency: { kind: 'distribution' as const, distribution: { kind: 'constant' as const, value: 0.2 } } },
          { jitter: { kind: 'exponential' as const, mean: 0.05 } },
        ),
      }),
      fc.record({
        kind: fc.constant('byzantine' as const),
        nodes: some(most),
        behaviour: fc.constant({ relay: 'never' as const }),
      }),
    )
    .chain((fault) => period.map((when) => ({ ...fault, ...when })));
}

/** Up to a few network faults and crashes. Crashes that overlap in time affect different nodes. */
export function randomFaults(bounds: Bounds): fc.Arbitrary<Fault[]> {
  return fc.array(anyFault(bounds), { minLength: 1, maxLength: 4 }).filter((faults) => {
    const taken = (kind: Fault['kind']) => faults.filter((fault) => fault.kind === kind).length * bounds.most;
    return taken('crash') <= 5 && taken('byzantine') <= 5;
  });
}
