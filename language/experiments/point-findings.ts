import type { AstNode } from 'langium';
import type { Scenario } from '../../engine/model/scenario.js';
import type { ExperimentDeclaration, PropertyValue, ScenarioDeclaration } from '../generated/ast.js';
import type { Lowered } from '../lowering/scenario.js';
import { describeCode } from '../validation/codes.js';
import type { Finding, Report } from '../validation/report.js';
import { scenarioFindings } from '../validation/rules/lowered.js';
import { partText, type ValueFinding } from '../validation/rules/value-finding.js';

/**
 * Reports an error in the scenario of a point at the varied value that causes it or brings it in, such as a workload of
 * another file. If no value does, the error is reported at the first value of the point. Errors that the scenario has
 * without the varied values are reported at the scenario.
 *
 * @param isOwn whether the scenario has the same error without the varied values
 * @returns whether the error prevents the point from being simulated
 */
export function reportAtPoint(
  finding: ValueFinding,
  lowered: Pick<Lowered, 'bounds' | 'parts'>,
  point: ScenarioDeclaration,
  experiment: ExperimentDeclaration,
  isOwn: (finding: ValueFinding) => boolean,
  report: Report,
): boolean {
  const { code, message } = finding;
  const isError = describeCode(code).severity === 'error';
  const [first] = finding.paths.flatMap((path) => causeIn(path, lowered, point) ?? []);
  if (first) report({ code, message, ...first });
  else if (isError && !isOwn(finding)) report({ code, message, node: point.properties[0]?.values[0] ?? experiment });
  return isError;
}

/** The varied value that a value of the scenario comes from, and the part of it that is written elsewhere. */
function causeIn(
  path: string,
  { bounds, parts }: Pick<Lowered, 'bounds' | 'parts'>,
  point: ScenarioDeclaration,
): Pick<Finding, 'node' | 'related'> | undefined {
  const bound = bounds.get(path);
  const varied = bound && [bound, ...bound.parameters.values()].reverse().find(({ via }) => via === point);
  if (varied?.owner === point) return { node: varied.items[0] ?? varied.node };
  const cause = varied ?? parts.get(path);
  const item = cause && point.properties.flatMap(({ values }) => values).find((value) => names(value, cause.owner));
  if (!item) return undefined;
  return { node: item, related: [{ node: cause.node, message: partText(cause.node) }] };
}

function names(value: PropertyValue, owner: AstNode): boolean {
  return value.$type === 'NameExpression' && value.segments[0]?.element?.ref === owner;
}

/** Returns a test for findings that a scenario has on its own. */
export function findingsOf(scenario: Scenario | undefined): (finding: ValueFinding) => boolean {
  const own = new Set(scenario ? scenarioFindings(scenario).map(({ code, message }) => `${code} ${message}`) : []);
  return ({ code, message }) => own.has(`${code} ${message}`);
}
