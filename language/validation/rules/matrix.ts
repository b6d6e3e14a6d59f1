import type { Topology } from '../../../engine/model/scenario.js';
import { coverageOf } from '../../../engine/network/coverage.js';
import type { ValueFinding } from './value-finding.js';

/** Which pairs a latency matrix measures, where that is not all of them. */
export function matrixFindings(topology: Topology): ValueFinding[] {
  const coverage = coverageOf(topology);
  if (!coverage || coverage.pairs === 0 || coverage.measured === coverage.pairs) return [];
  const { pairs, measured, missing } = coverage;
  const paths = ['topology.latency'];
  const first = missing
    .slice(0, 3)
    .map(([from, to]) => `"${from}" to "${to}"`)
    .join(', ');
  if (measured === 0)
    return [
      {
        code: 'data/uncovered',
        message: `The latency matrix measures no pair of the places in \`${topology.name}\`, such as ${first}: every latency is by geography.`,
        paths,
      },
    ];
  return [
    {
      code: 'data/coverage',
      message: `Measured: ${measured} of ${pairs} pairs; ${pairs - measured} by geography, such as ${first}.`,
      paths,
    },
  ];
}
