import type { ExperimentDeclaration, ScenarioDeclaration } from '../generated/ast.js';
import type { Lowered } from '../lowering/scenario.js';
import type { Bound } from '../settings/effective.js';
import { describeCode } from '../validation/codes.js';
import type { Report } from '../validation/report.js';
import type { ValueFinding } from '../validation/rules/value-finding.js';

/**
 * Reports what is wrong with the scenario of a point at the varied value that has a part in it. What the scenario has
 * wrong without what varies is reported there.
 *
 * @returns whether it was reported and keeps the point from being simulated
 */
export function reportAtSettings(
  finding: ValueFinding,
  { bounds }: Pick<Lowered, 'bounds'>,
  point: ScenarioDeclaration,
  experiment: ExperimentDeclaration,
  report: Report,
): boolean {
  const varied = finding.paths.flatMap((path) => settingIn(bounds.get(path), point) ?? []);
  const [first] = varied;
  if (!first) return false;
  const { code, message } = finding;
  report({ code, message, node: first.items[0] ?? experiment });
  return describeCode(code).severity === 'error';
}

/** The value, or the parameter of it, that the point set. */
function settingIn(bound: Bound | undefined, point: ScenarioDeclaration): Bound | undefined {
  if (!bound) return undefined;
  return [bound, ...bound.parameters.values()].reverse().find(({ via }) => via === point);
}
