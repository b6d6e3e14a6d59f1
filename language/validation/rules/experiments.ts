import { type AstNode, AstUtils } from 'langium';
import { METRICS } from '../../../engine/measurement/metrics.js';
import { partsOf, quantitiesIn } from '../../../engine/model/evaluation.js';
import { type Condition, SAMPLE_STATISTICS } from '../../../engine/model/expression.js';
import { CONFIGURATION_FIELDS } from '../../../engine/twins/valid-configuration.js';
import { effectiveExperiment } from '../../experiments/effective-experiment.js';
import { expectationsOfExperiment } from '../../experiments/lower-experiment.js';
import { whatExperimentsCannotDo } from '../../experiments/not-yet.js';
import { plotOf } from '../../experiments/plots.js';
import { findingsOf, reportAtPoint } from '../../experiments/point-findings.js';
import { oneFactorAtATime, pointCount, type Setting, scenarioAt, scenarioOf } from '../../experiments/points.js';
import {
  type ExperimentDeclaration,
  type Goal,
  isExperimentDeclaration,
  type Plot,
  type Property,
  type ScenarioDeclaration,
  type Search,
  type Until,
} from '../../generated/ast.js';
import { comparesPoints, lowerCondition } from '../../lowering/expressions.js';
import { lowerScenario } from '../../lowering/scenario.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { dotted, wordsOf } from '../../names/text.js';
import { DIRECTIONS, PLOTS } from '../../properties/functions.js';
import { count, probability } from '../../properties/types.js';
import { effectiveScenario } from '../../settings/effective.js';
import { lineage } from '../../settings/lineage.js';
import { isLocated, locate } from '../../settings/locate.js';
import { expressionNames } from '../../values/expressions.js';
import { typeOf } from '../../values/typing.js';
import { describeCode } from '../codes.js';
import type { RuleContext } from '../context.js';
import type { Finding, Report } from '../report.js';
import {
  metricsMustExistInScenario,
  missingMetrics,
  mustBeConstant,
  policiesOf,
  policyLooksAhead,
} from './expressions.js';
import { scenarioFindings } from './lowered.js';
import { parameterMustExist } from './parameters.js';

/** `plot` takes the figures of the paper, a metric, or a statistic of one. */
export function plotsMustBeKnown(node: Plot, report: Report): void {
  const metrics = METRICS.map((metric) => metric.name);
  const known = [...PLOTS.map((plot) => plot.name), ...metrics];
  for (const item of node.items) {
    if (plotOf(item)) continue;
    const call = item.$type === 'NameExpression' && item.call ? item : undefined;
    const wrong = call && SAMPLE_STATISTICS.some((name) => name === dotted(call)) ? call.arguments[0] : undefined;
    const faulty = wrong ?? item;
    const text = (wrong || !call ? faulty.$cstNode?.text : dotted(call)) ?? '';
    const suggestions = nearest(text, wrong ? metrics : call ? SAMPLE_STATISTICS : known);
    report({
      code: 'value/unknown',
      message: `\`${text}\` cannot be plotted; expected ${PLOTS.map((plot) => `\`${plot.name}\``).join(', ')}, a metric, or a statistic of one, such as \`p95(primary.latency)\`.${didYouMean(suggestions)}`,
      node: faulty,
      // Suggestions replace only the name of a call.
      suggestions: call && !wrong ? [] : suggestions,
    });
  }
}

export function searchMustHaveRuns(node: Search, report: Report): void {
  mustBeConstant(node.runs, count({ min: 1 }), '`search faults for`', report);
}

/** `until 95% confidence of mean(delay.total) within 2%, at most 40` */
export function untilMustMakeSense(node: Until, report: Report): void {
  mustBeConstant(node.confidence, { ...probability, exclusiveMin: true }, 'The confidence', report);
  mustBeConstant(node.tolerance, { ...probability, exclusiveMin: true }, 'The tolerance', report);
  mustBeConstant(node.maximum, count({ min: 5 }), '`at most`', report);
  if (!node.statistic) return;
  const type = typeOf(node.statistic, expressionNames, report);
  if (type.kind === 'condition')
    report({
      code: 'expression/condition',
      message: 'A statistic is expected here, but this is a condition.',
      node: node.statistic,
    });
}

/** `replications` is a number or an `until`. */
export function replicationsMustBeCountOrUntil(property: Property, report: Report): void {
  if (!isExperimentDeclaration(property.$container) || !property.path || dotted(property.path) !== 'replications')
    return;
  for (const value of property.values)
    if (value.$type !== 'Until' && value.$type !== 'Quantity')
      report({
        code: 'value/unexpected',
        message: `\`replications\` expects a whole number, or \`until 95% confidence of mean(delay.total) within 2%, at most 40\`, but found \`${value.$cstNode?.text ?? ''}\`.`,
        node: value,
      });
}

/** More points than anyone can simulate or inspect. */
const MAX_POINTS = 10_000;

/** Number of points that are checked during typing. */
const MAX_POINTS_CHECKED = 100;

/** Every varied value must give a scenario that can be simulated. */
export function pointsMustMakeSense(experiment: ExperimentDeclaration, report: Report, context: RuleContext): void {
  ofItsOwn(experiment, report, (node, found) => lookAtPoints(node, found, context));
}

function lookAtPoints(experiment: ExperimentDeclaration, report: Report, context: RuleContext): void {
  const scenario = scenarioOf(experiment);
  const points = pointCount(experiment);
  if (points > MAX_POINTS)
    report({
      code: 'scenario/limits',
      message: `The grid of \`${experiment.name}\` has ${points.toLocaleString('en-US')} points; up to ${MAX_POINTS.toLocaleString('en-US')} are allowed.`,
      node: experiment,
      property: 'name',
    });
  const base = scenario && lowerScenario(scenario, context);
  if (!base) return;
  const isOwn = findingsOf(base.scenario);
  const reportOnce = once(report);
  for (const settings of oneFactorAtATime(experiment).slice(0, MAX_POINTS_CHECKED)) {
    const at = scenarioAt(scenario, settings, experiment);
    if (!parametersFit(settings, at, reportOnce, context)) continue;
    const lowered = lowerScenario(at, context);
    if (!lowered) continue;
    for (const finding of scenarioFindings(lowered.scenario))
      reportAtPoint(finding, lowered, at, experiment, isOwn, reportOnce);
  }
}

/** A value occurs at many points, but its error is reported once. */
function once(report: Report): Report {
  const seen = new Set<string>();
  return (finding) => {
    const key = `${finding.code} ${finding.message} ${finding.node.$cstNode?.offset}`;
    if (!seen.has(key)) report(finding);
    seen.add(key);
  };
}

/**
 * Values of whole properties are checked with their axis; values of parameters are checked here, as part of their
 * distribution.
 */
function parametersFit(settings: readonly Setting[], at: ScenarioDeclaration, report: Report, context: RuleContext) {
  const groups = effectiveScenario(at).topology?.groups.map((group) => group.name) ?? [];
  let fit = true;
  settings.forEach(({ axis, item }, index) => {
    const located = locate('scenario', wordsOf(axis.path), groups);
    if (!isLocated(located) || located.parameter === undefined) return;
    const inText: Report = ({ node, property, ...finding }) => {
      if (describeCode(finding.code).severity === 'error') fit = false;
      if (finding.code === 'distribution/parameter') report({ ...finding, node: axis.path });
      else report({ ...finding, node: node === at.properties[index] ? item : node, property: undefined });
    };
    parameterMustExist(at.properties[index], located, inText, context);
  });
  return fit;
}

/** One replication has no confidence interval, so it cannot decide expectations about metrics. */
export function expectationsShouldBeDecidable(experiment: ExperimentDeclaration, report: Report): void {
  ofItsOwn(experiment, report, lookAtReplications);
}

function lookAtReplications(experiment: ExperimentDeclaration, report: Report): void {
  const { properties, searches } = effectiveExperiment(experiment);
  const property = properties.find(({ path }) => path && dotted(path) === 'replications');
  const [value] = property?.values ?? [];
  const repeats = value && (value.$type !== 'Quantity' || value.value !== 1);
  // A search simulates many runs anyway.
  if (repeats || searches.length > 0 || lacksParent(experiment)) return;
  // An incomplete expectation may lack its text.
  const open = expectationsOfExperiment(experiment).find(
    ({ text, condition }) => text !== undefined && readsFigures(lowerCondition(condition)),
  );
  if (!open) return;
  report({
    code: 'experiment/undecidable',
    message: `One replication has no confidence interval, so “${open.text}” stays undecided. Set \`replications: 10\`, for example.`,
    node: value ?? experiment,
    ...(value ? {} : { property: 'name' }),
  });
}

function readsFigures(condition: Condition | undefined): boolean {
  return quantitiesIn(condition ?? { kind: 'always', invariant: '' })
    .flatMap(partsOf)
    .some(({ kind }) => kind === 'statistic');
}

/**
 * The hash of a configuration block decides who proposes the next one, and the first block contains these properties.
 */
export function proposersShouldBeTheSame(experiment: ExperimentDeclaration, report: Report): void {
  ofItsOwn(experiment, report, lookAtProposers);
}

function lookAtProposers(experiment: ExperimentDeclaration, report: Report): void {
  if (takesTurns(experiment)) return;
  for (const axis of effectiveExperiment(experiment).varies.flatMap(({ axes }) => axes)) {
    const [chain, name, ...deeper] = axis.path ? wordsOf(axis.path) : [];
    const decides = CONFIGURATION_FIELDS.some((field) => field.name === name);
    if (chain !== 'primary' || !decides || deeper.length > 0) continue;
    report({
      code: 'experiment/proposers',
      message: `Which nodes propose configuration blocks depends on \`${dotted(axis.path)}\`, because the hash of the last block selects the proposer. So the points of a replication also differ by chance. Use \`management.proposer: turns\` to give every point the same proposers.`,
      node: axis.path,
    });
  }
}

function takesTurns(experiment: ExperimentDeclaration): boolean {
  const scenario = scenarioOf(experiment);
  const [value] = (scenario && effectiveScenario(scenario).settings.get('management.proposer')?.items) ?? [];
  return value?.$cstNode?.text === 'turns';
}

/** `rising`, `falling` and `flat` need at least two points to compare. */
export function trendsMustHavePoints(experiment: ExperimentDeclaration, report: Report): void {
  ofItsOwn(experiment, report, lookForTrends);
}

function lookForTrends(experiment: ExperimentDeclaration, report: Report): void {
  if (pointCount(experiment) > 1 || lacksParent(experiment)) return;
  for (const { condition: node } of effectiveExperiment(experiment).expectations) {
    const condition = lowerCondition(node);
    if (node && condition && comparesPoints(condition))
      report({
        code: 'expression/place',
        message: `\`${experiment.name}\` has one point only, so there is nothing to compare: \`vary\` a property.`,
        node,
      });
  }
}

/** `choose` needs several points. */
export function goalsMustHavePoints(experiment: ExperimentDeclaration, report: Report): void {
  ofItsOwn(experiment, report, lookForPoints);
}

/** An unknown parent may vary anything. */
function lacksParent(experiment: ExperimentDeclaration): boolean {
  return lineage(experiment).at(-1)?.parent !== undefined;
}

function lookForPoints(experiment: ExperimentDeclaration, report: Report): void {
  const [goal] = effectiveExperiment(experiment).goals;
  if (goal && pointCount(experiment) === 1 && !lacksParent(experiment))
    report({
      code: 'expression/place',
      message: `\`${experiment.name}\` has one point only, so there is nothing to choose from: \`vary\` a property.`,
      node: goal,
    });
}

/** `choose minimise p95(primary.latency)` */
export function goalMustMakeSense(node: Goal, report: Report): void {
  const { direction, objective } = node;
  const names = DIRECTIONS.map(({ name }) => name);
  if (direction !== undefined && !names.some((name) => name === direction)) {
    const suggestions = nearest(direction, names);
    report({
      code: 'value/unknown',
      message: `\`choose\` expects \`minimise\` or \`maximise\` and then an objective, but found \`${direction}\`.${didYouMean(suggestions)}`,
      node,
      property: 'direction',
      suggestions,
    });
    return;
  }
  if (!objective) return;
  const type = typeOf(objective, expressionNames, report);
  if (type.kind === 'condition')
    report({
      code: 'expression/condition',
      message:
        '`choose` expects a quantity, but this is a condition. Put conditions that points must meet into `expect`.',
      node: objective,
    });
  else if (type.kind === 'quantity' && type.value !== undefined)
    report({
      code: 'value/unexpected',
      message: `\`${objective.$cstNode?.text ?? ''}\` is the same at every point, so it cannot choose among them. Use a statistic of a metric, such as \`mean(delay.total)\`.`,
      node: objective,
    });
}

/** A saturated primary has no arrivals, no pool and no latency that an experiment could plot or expect. */
export function metricsMustExistInExperiment(experiment: ExperimentDeclaration, report: Report): void {
  ofItsOwn(experiment, report, lookAtMetrics);
}

function lookAtMetrics(experiment: ExperimentDeclaration, report: Report): void {
  const scenario = scenarioOf(experiment);
  const { varies, plots, goals, expectations, properties } = effectiveExperiment(experiment);
  const axes = varies.flatMap(({ axes: found }) => found);
  const isGiven = axes.some((axis) => axis.path && dotted(axis.path) === 'primary.workload');
  const onceOnly = once(report);
  if (!scenario) return;
  const effective = effectiveScenario(scenario);
  const roots: AstNode[] = [...plots.flatMap(({ items }) => items), ...goals, ...expectations, ...properties];
  // Only a different policy reads different metrics.
  const variesPolicy = axes.some((axis) => axis.path && dotted(axis.path) === 'management.policy');
  const isSaturated = !isGiven && !effective.settings.has('primary.workload');
  for (const settings of variesPolicy && isSaturated ? oneFactorAtATime(experiment).slice(0, MAX_POINTS_CHECKED) : [])
    metricsMustExistInScenario(scenarioAt(scenario, settings, experiment), onceOnly);
  const looksAhead = variesPolicy || policiesOf(effective).some(policyLooksAhead);
  for (const root of roots)
    for (const lack of missingMetrics(root, scenario, effective, looksAhead))
      if (!isGiven || lack.code !== 'expression/saturated') report(lack);
}

/** Unsupported features get a remark, not an error, until the experiment is run. */
export function experimentShouldBeSimulated(experiment: ExperimentDeclaration, report: Report): void {
  ofItsOwn(experiment, report, (node, found) => {
    for (const finding of whatExperimentsCannotDo(node)) found({ ...finding, severity: 'info' });
  });
}

/**
 * Reports the findings of an experiment that its parent does not have already. Findings in the text of the parent are
 * reported at the name of the experiment.
 */
function ofItsOwn(
  experiment: ExperimentDeclaration,
  report: Report,
  find: (experiment: ExperimentDeclaration, report: Report) => void,
): void {
  const parent = experiment.parent?.ref;
  const known = new Set<string>();
  if (parent) find(parent, (finding) => known.add(keyOf(finding, parent)));
  find(experiment, (finding) => {
    if (known.has(keyOf(finding, experiment))) return;
    const around = AstUtils.getContainerOfType(finding.node, isExperimentDeclaration);
    if (!around || around === experiment) report(finding);
    else
      report({
        ...finding,
        node: experiment,
        property: 'name',
        related: [
          { node: finding.node, property: finding.property, message: 'The cause is here.' },
          ...(finding.related ?? []),
        ],
      });
  });
}

/** Identifies a finding across two experiments, whose names may be part of the message. */
function keyOf({ code, message, node }: Finding, { name }: ExperimentDeclaration): string {
  return `${code} ${message.replaceAll(`\`${name}\``, '')} ${node.$type} ${node.$cstNode?.offset}`;
}
