import type { WorkloadDeclaration } from '../../generated/ast.js';
import { faultOfArrivals, lowerArrivals } from '../../lowering/arrivals.js';
import { described } from '../../lowering/topology.js';
import { flatten } from '../../settings/bound.js';
import { interpretValue } from '../../values/interpret.js';
import type { RuleContext } from '../context.js';
import { ignoreFindings, type Report } from '../report.js';

/** The parameters of the arrivals must be consistent; each one alone is checked with its property. */
export function workloadMustMakeSense(workload: WorkloadDeclaration, report: Report, { files }: RuleContext): void {
  for (const { words, node } of flatten(workload.properties)) {
    if (words.join('.') !== 'arrivals') continue;
    const property = described('workload', 'arrivals');
    const value = interpretValue(node.values, { property, files, report: ignoreFindings });
    const arrivals = value && lowerArrivals(value);
    const fault = arrivals && faultOfArrivals(arrivals);
    if (fault) report({ code: 'value/range', message: fault, node: node.values[0] });
  }
}
