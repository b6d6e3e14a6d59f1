import { metricNamed } from '../../engine/measurement/metrics.js';
import type { Axis, Expectation, Experiment, Goal, Plot, Point, Replications } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { symbolOf } from '../dimensions/dimension.js';
import type {
  Expectation as ExpectationNode,
  ExperimentDeclaration,
  Goal as GoalNode,
  Plot as PlotNode,
  ScenarioDeclaration,
} from '../generated/ast.js';
import { confirmed } from '../lowering/chains.js';
import { lowerCondition, lowerExpression } from '../lowering/expressions.js';
import type { LoweringContext } from '../lowering/reader.js';
import { lowerScenario } from '../lowering/scenario.js';
import { sourceOf } from '../names/expression-text.js';
import { dotted } from '../names/text.js';
import { DIRECTIONS } from '../properties/functions.js';
import { confirmationTimesIn } from '../settings/confirmation-times.js';
import { lineage } from '../settings/lineage.js';
import { ignoreFindings, type Report } from '../validation/report.js';
import { scenarioFindings } from '../validation/rules/lowered.js';
import { whatCannotRun } from '../validation/rules/not-yet.js';
import { constantNames } from '../values/constants.js';
import { expressionNames } from '../values/expressions.js';
import { typeOf } from '../values/typing.js';
import { effectiveExperiment } from './effective-experiment.js';
import { whatExperimentsCannotDo } from './not-yet.js';
import { plotOf } from './plots.js';
import { findingsOf, reportAtPoint } from './point-findings.js';
import { gridOf, scenarioAt, scenarioOf, scenariosOf, unitOf, variedValue, withChanges } from './points.js';

/** An experiment as plain data, and the syntax node of each of its expectations. */
export interface LoweredExperiment {
  readonly experiment: Experiment;
  readonly expectationNodes: readonly ExpectationNode[];
}

/**
 * Resolves an experiment that passed validation; reports and returns undefined if one of its points is invalid.
 *
 * @param changes a scenario whose properties are set at every point, unless they vary
 */
export function lowerExperiment(
  node: ExperimentDeclaration,
  context: LoweringContext,
  report: Report,
  changes?: ScenarioDeclaration,
): LoweredExperiment | undefined {
  const base = scenarioOf(node);
  const replications = lowerReplications(node);
  if (!base || !replications) return undefined;
  const cannot = [...whatExperimentsCannotDo(node), ...whatCannotRun(base)];
  for (const finding of cannot) report(finding);
  if (cannot.length > 0) return undefined;
  const points = lowerPoints(node, base, context, report, changes);
  if (!points) return undefined;
  const expectationNodes = expectationsOfExperiment(node);
  const { properties, plots, goals, expectations } = effectiveExperiment(node);
  const times = confirmationTimesIn([...properties, ...plots, ...goals, ...expectations]);
  const loweredGoals = goals.flatMap(lowerGoal);
  const experiment: Experiment = {
    name: node.name,
    scenario: scenariosOf(node)
      .map(({ name }) => name)
      .join(', '),
    axes: lowerAxes(node),
    points: points.map((point) => ({ ...point, scenario: measuring(point.scenario, times) })),
    replications,
    plots: plots.flatMap(lowerPlot),
    ...(loweredGoals.length > 0 ? { goals: loweredGoals } : {}),
    expectations: expectationNodes.flatMap(lowerExpectation),
  };
  return { experiment, expectationNodes };
}

/** A scenario that also measures the shares that its experiment reads. */
function measuring(scenario: Scenario, times: readonly number[]): Scenario {
  const { workload } = scenario.primary;
  if (!workload || times.length === 0) return scenario;
  const all = [...new Set([...(workload.confirmedWithin ?? []), ...times])].sort((a, b) => a - b);
  return { ...scenario, primary: { ...scenario.primary, workload: { ...workload, ...confirmed(all) } } };
}

function lowerAxes(node: ExperimentDeclaration): Axis[] {
  return effectiveExperiment(node).varies.flatMap(({ axes }, dimension) =>
    axes.map((axis) => ({ path: dotted(axis.path), unit: unitOf(axis), dimension })),
  );
}

function lowerPoints(
  node: ExperimentDeclaration,
  base: ScenarioDeclaration,
  context: LoweringContext,
  report: Report,
  changes: ScenarioDeclaration | undefined,
): Point[] | undefined {
  const points: Point[] = [];
  const isOwn = findingsOf(lowerScenario(changes ? withChanges(base, changes) : base, context)?.scenario);
  let good = true;
  for (const settings of gridOf(node)) {
    const at = scenarioAt(base, settings, node, changes);
    const findings = whatCannotRun(at);
    for (const finding of findings) report({ ...finding, node: settings[0]?.item ?? node });
    const lowered = findings.length === 0 ? lowerScenario(at, context, report) : undefined;
    if (!lowered) {
      good = false;
      continue;
    }
    for (const finding of scenarioFindings(lowered.scenario))
      if (reportAtPoint(finding, lowered, at, node, isOwn, report)) good = false;
    points.push({ values: settings.map(variedValue), scenario: lowered.scenario });
  }
  return good ? points : undefined;
}

function lowerReplications(node: ExperimentDeclaration): Replications | undefined {
  const property = effectiveExperiment(node).properties.find(({ path }) => path && dotted(path) === 'replications');
  const [value] = property?.values ?? [];
  if (!value) return { kind: 'fixed', count: 1 };
  if (value.$type === 'Portion') return undefined;
  if (value.$type !== 'Until') {
    const count = constant(value);
    return count === undefined ? undefined : { kind: 'fixed', count };
  }
  const confidence = constant(value.confidence);
  const tolerance = constant(value.tolerance);
  const most = constant(value.maximum);
  const statistic = lowerExpression(value.statistic);
  if (confidence === undefined || tolerance === undefined || most === undefined || !statistic) return undefined;
  return { kind: 'until', confidence, statistic, tolerance, most };
}

function constant(node: Parameters<typeof typeOf>[0]): number | undefined {
  const type = typeOf(node, constantNames, ignoreFindings);
  return type.kind === 'quantity' ? type.value : undefined;
}

function lowerPlot(node: PlotNode): Plot[] {
  return node.items.flatMap((item) => plotOf(item) ?? []);
}

/** Undefined for anything that validation rejects. */
function lowerGoal({ direction, objective: node }: GoalNode): Goal[] {
  const known = DIRECTIONS.find(({ name }) => name === direction)?.name;
  const objective = lowerExpression(node);
  const type = typeOf(node, expressionNames, ignoreFindings);
  const isShare = objective?.kind === 'statistic' && metricNamed(objective.metric)?.unit === 'share';
  const unit = isShare ? 'share' : type.kind === 'quantity' ? symbolOf(type.dimension) : '';
  return known && objective ? [{ direction: known, source: sourceOf(node), unit, objective }] : [];
}

/** The expectations of a scenario: inherited ones, then its own. One with the same text replaces the inherited one. */
export function expectationsOf(scenario: ScenarioDeclaration): ExpectationNode[] {
  const byText = new Map<string, ExpectationNode>();
  for (const ancestor of lineage(scenario).reverse())
    for (const expectation of ancestor.expectations) byText.set(expectation.text, expectation);
  return [...byText.values()];
}

/** The expectations that apply to every scenario of an experiment. */
export function inheritedExpectations(experiment: ExperimentDeclaration): ExpectationNode[] {
  const [first = [], ...others] = scenariosOf(experiment).map(expectationsOf);
  return first.filter((expectation) => others.every((nodes) => nodes.includes(expectation)));
}

/** The expectations of its scenarios, then those of the experiment, which replace those with the same text. */
export function expectationsOfExperiment(experiment: ExperimentDeclaration): ExpectationNode[] {
  return [...inheritedExpectations(experiment), ...effectiveExperiment(experiment).expectations];
}

/** Undefined for anything that validation rejects. */
export function lowerExpectation(node: ExpectationNode): Expectation[] {
  const { text, invariant } = node;
  const source = sourceOfExpectation(node);
  if (invariant !== undefined) return [{ text, source, condition: { kind: 'always', invariant } }];
  const condition = lowerCondition(node.condition);
  return condition ? [{ text, source, condition }] : [];
}

/** The condition as written, on one line. */
export function sourceOfExpectation({ condition, invariant }: ExpectationNode): string {
  return condition ? sourceOf(condition) : `always ${invariant}`;
}
