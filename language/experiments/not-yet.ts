import type { ExperimentDeclaration } from '../generated/ast.js';
import type { Finding } from '../validation/report.js';
import { effectiveExperiment } from './effective-experiment.js';

/** Features of an experiment that this version cannot simulate. */
export function whatExperimentsCannotDo(experiment: ExperimentDeclaration): Finding[] {
  const { searches, stops } = effectiveExperiment(experiment);
  const finding = (node: Finding['node'], what: string): Finding => ({
    code: 'scenario/not-yet',
    severity: 'error',
    message: `${what} is not simulated yet.`,
    node,
  });
  return [
    ...searches.map((node) => finding(node, '`search faults`')),
    ...stops.map((node) => finding(node, '`stop on first broken expectation`')),
  ];
}
