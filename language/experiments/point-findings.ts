import type { Scenario } from '../../engine/model/scenario.js';
import type { ExperimentDeclaration, ScenarioDeclaration } from '../generated/ast.js';
import type { Lowered } from '../lowering/scenario.js';
import type { Bound } from '../settings/effective.js';
import { describeCode } from '../validation/codes.js';
import type { Report } from '../validation/report.js';
import { scenarioFindings } from '../validation/rules/lowered.js';
import type { ValueFinding } from '../validation/rules/value-finding.js';

/**
 * Reports what is wrong with the scenario of a point: at the varied value that has a part in it, or, where none has, at
 * the first value of the point. What the scenario has wrong without what varies is reported there.
 *
 * @param isOwn whether the scenario has the same wrong without what varies
 * @returns whether it keeps the point from being simulated
 */
export function reportAtPoint(
  finding: ValueFinding,
  { bounds }: Pick<Lowered, 'bounds'>,
  point: ScenarioDeclaration,
  experiment: ExperimentDeclaration,
  isOwn: (finding: ValueFinding) => boolean,
  report: Report,
): boolean {
  const { code, message } = finding;
  const isError = describeCode(code).severity === 'error';
  const [first] = finding.paths.flatMap((path) => settingIn(bounds.get(path), point) ?? []);
  if (first) report({ code, message, node: first.items[0] ?? experiment });
  else if (isError && !isOwn(finding)) report({ code, message, node: point.properties[0]?.values[0] ?? experiment });
  return isError;
}

/** The value, or the parameter of it, that the point set. */
function settingIn(bound: Bound | undefined, point: ScenarioDeclaration): Bound | undefined {
  if (!bound) return undefined;
  return [bound, ...bound.parameters.values()].reverse().find(({ via }) => via === point);
}

/** Tells which findings a scenario has of itself. */
export function findingsOf(scenario: Scenario | undefined): (finding: ValueFinding) => boolean {
  const own = new Set(scenario ? scenarioFindings(scenario).map(({ code, message }) => `${code} ${message}`) : []);
  return ({ code, message }) => own.has(`${code} ${message}`);
}
