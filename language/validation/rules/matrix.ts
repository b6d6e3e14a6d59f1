import type { Scenario, Topology } from '../../../engine/model/scenario.js';
import { type Coverage, coverageOf } from '../../../engine/network/coverage.js';
import type { ValueFinding } from './value-finding.js';

/** Reports which pairs a latency matrix covers, if not all, for nodes with fixed places. */
export function matrixFindings(topology: Topology): ValueFinding[] {
  const coverage = coverageOf(topology, 0);
  return coverage && !coverage.isDrawn ? findingsOf(topology, coverage, '') : [];
}

/** The same for nodes placed at random, which needs the seed of a scenario. */
export function drawnMatrixFindings({ topology, seed }: Scenario): ValueFinding[] {
  const coverage = coverageOf(topology, seed);
  const found = coverage?.isDrawn ? findingsOf(topology, coverage, `With seed ${seed}, `) : [];
  return found.map((finding) => ({ ...finding, isOfSeed: true }));
}

function findingsOf(topology: Topology, coverage: Coverage, condition: string): ValueFinding[] {
  if (coverage.pairs === 0 || coverage.measured === coverage.pairs) return [];
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
        message: `${condition}${condition ? 'the' : 'The'} latency matrix contains no pair of places in \`${topology.name}\`, such as ${first}, so every latency follows from the distance.`,
        paths,
      },
    ];
  return [
    {
      code: 'data/coverage',
      message: `${condition}${condition ? 'the' : 'The'} latency matrix covers ${measured} of ${pairs} pairs; the others, such as ${first}, follow from the distance.`,
      paths,
    },
  ];
}
