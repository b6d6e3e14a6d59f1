import { type AstNode, AstUtils } from 'langium';
import { whyNotImported } from '../documents/read-text.js';
import type { TwinAstType } from '../generated/ast.js';
import type { TwinServices } from '../services.js';
import type { Rule, RuleContext } from './context.js';
import type { Finding, Report } from './report.js';
import { axesMustBeOfDifferentProperties, axisMustFit, zippedAxesMustBeEquallyLong } from './rules/axes.js';
import { declarationMustBeDistribution, distributionsMustLeadToAnEnd } from './rules/distributions.js';
import {
  expectationsShouldBeDecidable,
  experimentShouldBeSimulated,
  goalMustMakeSense,
  goalsMustHavePoints,
  metricsMustExistInExperiment,
  plotsMustBeKnown,
  pointsMustMakeSense,
  proposersShouldBeTheSame,
  replicationsMustBeCountOrUntil,
  searchMustHaveRuns,
  trendsMustHavePoints,
  untilMustMakeSense,
} from './rules/experiments.js';
import {
  acceptMustHaveCondition,
  expectationMustBeCondition,
  metricsMustExistInScenario,
  observationMustBeQuantity,
  observationWindowMustBeTime,
  ruleMustHaveCondition,
} from './rules/expressions.js';
import { extendsMustLeadToAnEnd, parentMustExist } from './rules/extending.js';
import { faultsMustFitScenario } from './rules/fault-schedule.js';
import {
  byzantineNodesMustBeSet,
  byzantineShouldMisbehave,
  effectMustMakeSense,
  faultMustEnd,
} from './rules/faults.js';
import { fileMustNotBeEmpty } from './rules/files.js';
import { importedNamesMustNotClash, importMustBeReadable, importMustNotBeCyclic } from './rules/imports.js';
import {
  declarationsMustHaveDifferentNames,
  groupNameMustNotBeProperty,
  groupsMustHaveDifferentNames,
  nameMustNotBeProperty,
  observationsMustHaveDifferentNames,
} from './rules/names.js';
import {
  acceptanceShouldBePossible,
  metricsMustBeObservable,
  observationsShouldBeRead,
  rulesShouldBeReachable,
  statisticsMustHaveWindow,
} from './rules/observations.js';
import {
  acceptWithinNeedsSimulate,
  assignmentMustFit,
  assignmentsMustNotRepeat,
  choiceMustFit,
  choicesMustMakeSense,
  goalMustBeQuantity,
  learningMethodMustBeKnown,
  learningMustObserve,
  learningPropertiesMustFitMethod,
  learntMustFit,
  objectiveMustBeSimulated,
  policyMustDecideOnce,
  proposalMustBeKnown,
  runsMustSuffice,
  unseenMustMakeSense,
} from './rules/policies.js';
import {
  blockMustFit,
  propertiesMustNotRepeat,
  propertyForGroupMustBePolicy,
  propertyMustExist,
  valueMustFit,
} from './rules/properties.js';
import {
  experimentMustNameScenario,
  learnMustBeComplete,
  scenarioMustBeComplete,
  simulateMustBeComplete,
  topologyMustHaveNodes,
  workloadMustHaveArrivals,
} from './rules/required.js';
import {
  groupPoliciesMustBeKnown,
  scenarioMustMakeSense,
  scenarioShouldBeSimulated,
  topologyMustMakeSense,
} from './rules/scenarios.js';
import { siteMustBeOnEarth } from './rules/sites.js';
import { workloadMustMakeSense } from './rules/workloads.js';

type Rules = { readonly [K in keyof TwinAstType]?: readonly Rule<TwinAstType[K]>[] };

/** The rules by the type of node that they check. */
export const RULES: Rules = {
  File: [
    fileMustNotBeEmpty,
    declarationsMustHaveDifferentNames,
    distributionsMustLeadToAnEnd,
    extendsMustLeadToAnEnd,
    importedNamesMustNotClash,
  ],
  Import: [importMustBeReadable, importMustNotBeCyclic],
  SiteDeclaration: [siteMustBeOnEarth],
  DistributionDeclaration: [nameMustNotBeProperty, declarationMustBeDistribution],
  TopologyDeclaration: [
    groupsMustHaveDifferentNames,
    propertiesMustNotRepeat,
    topologyMustHaveNodes,
    topologyMustMakeSense,
  ],
  Group: [groupNameMustNotBeProperty, propertiesMustNotRepeat],
  WorkloadDeclaration: [propertiesMustNotRepeat, workloadMustHaveArrivals, workloadMustMakeSense],
  ScenarioDeclaration: [
    parentMustExist,
    propertiesMustNotRepeat,
    scenarioMustBeComplete,
    groupPoliciesMustBeKnown,
    metricsMustExistInScenario,
    faultsMustFitScenario,
    scenarioMustMakeSense,
    scenarioShouldBeSimulated,
  ],
  Property: [
    propertyMustExist,
    blockMustFit,
    propertyForGroupMustBePolicy,
    valueMustFit,
    goalMustBeQuantity,
    replicationsMustBeCountOrUntil,
  ],
  PolicyDeclaration: [
    observationsMustHaveDifferentNames,
    policyMustDecideOnce,
    acceptWithinNeedsSimulate,
    learningMustObserve,
    learntMustFit,
    statisticsMustHaveWindow,
    metricsMustBeObservable,
    rulesShouldBeReachable,
    acceptanceShouldBePossible,
    observationsShouldBeRead,
  ],
  Propose: [proposalMustBeKnown],
  Observe: [observationWindowMustBeTime],
  Observation: [nameMustNotBeProperty, observationMustBeQuantity],
  Rule: [ruleMustHaveCondition, assignmentsMustNotRepeat],
  Assignment: [assignmentMustFit],
  Simulate: [
    propertiesMustNotRepeat,
    simulateMustBeComplete,
    choicesMustMakeSense,
    runsMustSuffice,
    objectiveMustBeSimulated,
  ],
  Learn: [
    learningMethodMustBeKnown,
    propertiesMustNotRepeat,
    learnMustBeComplete,
    choicesMustMakeSense,
    learningPropertiesMustFitMethod,
    unseenMustMakeSense,
  ],
  Unseen: [propertiesMustNotRepeat],
  Choice: [choiceMustFit],
  Accept: [acceptMustHaveCondition],
  FaultEvent: [faultMustEnd],
  Crash: [effectMustMakeSense],
  Partition: [effectMustMakeSense],
  Drop: [effectMustMakeSense],
  Duplicate: [effectMustMakeSense],
  Delay: [effectMustMakeSense],
  Slow: [effectMustMakeSense],
  Byzantine: [byzantineNodesMustBeSet, byzantineShouldMisbehave, propertiesMustNotRepeat],
  ExperimentDeclaration: [
    parentMustExist,
    propertiesMustNotRepeat,
    experimentMustNameScenario,
    axesMustBeOfDifferentProperties,
    pointsMustMakeSense,
    trendsMustHavePoints,
    goalsMustHavePoints,
    metricsMustExistInExperiment,
    expectationsShouldBeDecidable,
    proposersShouldBeTheSame,
    experimentShouldBeSimulated,
  ],
  Vary: [zippedAxesMustBeEquallyLong],
  Axis: [axisMustFit],
  Plot: [plotsMustBeKnown],
  Goal: [goalMustMakeSense],
  Search: [searchMustHaveRuns],
  Until: [untilMustMakeSense],
  Expectation: [expectationMustBeCondition],
};

/** The context of rules, made from the language's services. */
export function ruleContext({ shared, twin }: TwinServices): RuleContext {
  return {
    files: twin.DataFiles,
    defaults: twin.Defaults,
    imports: twin.ImportGraph,
    roots: twin.WorkspaceRoots,
    whyNotImported: (uri) => whyNotImported(shared.workspace.FileSystemProvider, uri),
    declared: twin.ImportGraph.declaredAround,
  };
}

/** The findings of all rules at a node, in the order of the rules. */
export function findingsAt(node: AstNode, context: RuleContext): Finding[] {
  const found: Finding[] = [];
  const report: Report = (finding) => {
    found.push(inFileOf(node, finding));
  };
  const rules = (RULES[node.$type as keyof TwinAstType] ?? []) as readonly Rule<AstNode>[];
  for (const rule of rules) {
    try {
      rule(node, report, context);
    } catch (error) {
      report(ruleFailed(rule.name, node, error));
    }
  }
  return found;
}

/**
 * A finding at a node of another file is reported at the checked node, with the other place as related information: an
 * editor would otherwise show it at that line and column of the checked file.
 */
function inFileOf(node: AstNode, finding: Finding): Finding {
  if (AstUtils.findRootNode(finding.node) === AstUtils.findRootNode(node)) return finding;
  const cause = { node: finding.node, property: finding.property, message: 'The cause is here.' };
  const related = [cause, ...(finding.related ?? [])];
  return {
    ...finding,
    node,
    property: 'name' in node ? 'name' : undefined,
    index: undefined,
    range: undefined,
    related,
  };
}

/** A bug of Twinchain must neither hide other findings nor show a stack trace to the author of a scenario. */
function ruleFailed(rule: string, node: AstNode, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal/rule',
    message: `The check \`${rule}\` failed on this (${reason}). This is a bug in Twinchain, not in the file; please report it.`,
    node,
  };
}
