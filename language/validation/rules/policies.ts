import { AstUtils } from 'langium';
import { SIMULATED_METRICS } from '../../../engine/twins/lookahead/objective.js';
import {
  type Assignment,
  type Choice,
  type Expression,
  isNameExpression,
  type Learn,
  type Path,
  type PolicyDeclaration,
  type PolicyMember,
  type Property,
  type Propose,
  type Rule,
  type Simulate,
} from '../../generated/ast.js';
import { expressionOf, quantityOf } from '../../lowering/look-ahead.js';
import { lowerPolicy } from '../../lowering/policy.js';
import { sourceOf } from '../../names/expression-text.js';
import { anyOf, didYouMean, nearest } from '../../names/nearest.js';
import { dotted, wordsOf } from '../../names/text.js';
import { propertyOf } from '../../properties/blocks.js';
import { MIN_BUDGET } from '../../properties/experiment.js';
import type { PropertyDescription } from '../../properties/property.js';
import { type Candidate, candidateOf } from '../../values/choices.js';
import { DECIDED_PROPERTIES, notDecidedByTwins } from '../../values/decided.js';
import { type Decision, decisionOf } from '../../values/decisions.js';
import { expressionNames, metricNamed, metricNameOf, observationIn } from '../../values/expressions.js';
import { typeOf } from '../../values/typing.js';
import type { RuleContext } from '../context.js';
import { ignoreFindings, type Report } from '../report.js';
import { faultOfDecision } from './configuration.js';

const KINDS: Partial<Record<PolicyMember['$type'], string>> = {
  Propose: '`propose current`',
  Rule: 'rules',
  Simulate: '`simulate`',
  Learn: '`learn`',
};

/** A policy decides in exactly one way. */
export function policyMustDecideOnce(policy: PolicyDeclaration, report: Report): void {
  const deciding = policy.members.filter((member) => KINDS[member.$type] !== undefined);
  if (deciding.length === 0) {
    report({
      code: 'policy/empty',
      message: `The policy \`${policy.name}\` decides nothing. The simplest one is \`propose current\`.`,
      node: policy,
      property: 'name',
    });
    return;
  }
  const [first] = deciding;
  for (const member of deciding.slice(1))
    if (member.$type !== first.$type || member.$type !== 'Rule')
      report({
        code: 'policy/conflict',
        message:
          member.$type === first.$type
            ? `A policy can have only one ${KINDS[member.$type]}.`
            : `A policy can have ${KINDS[first.$type]} or ${KINDS[member.$type]}, not both.`,
        node: member,
        related: [{ node: first, message: 'The policy already decides here.' }],
      });
  for (const kind of ['Observe', 'Accept'] as const)
    for (const member of policy.members.filter((other) => other.$type === kind).slice(1))
      report({
        code: 'policy/conflict',
        message: `A policy can have only one \`${kind.toLowerCase()}\`.`,
        node: member,
      });
}

/** `accept within p of own best` compares with the twin's own best candidate. */
export function acceptWithinNeedsSimulate(policy: PolicyDeclaration, report: Report): void {
  const simulates = policy.members.some((member) => member.$type === 'Simulate');
  for (const member of policy.members)
    if (member.$type === 'Accept' && member.tolerance && !simulates)
      report({
        code: 'policy/conflict',
        message: '`accept within … of own best` needs `simulate`: without it a twin has no best of its own.',
        node: member,
      });
}

export function proposalMustBeKnown(node: Propose, report: Report): void {
  if (!node.what || node.what === 'current') return;
  report({
    code: 'value/unknown',
    message: `\`${node.what}\` cannot be proposed; expected \`current\`, the configuration in force.`,
    node,
    property: 'what',
    suggestions: ['current'],
  });
}

/** The configuration property of a path, which must be one that twins decide. */
export function pathMustBeDecided(path: Path, report: Report): PropertyDescription | undefined {
  const words = wordsOf(path);
  const [holder, name] = words;
  if (words.length === 2 && holder === 'primary' && DECIDED_PROPERTIES.includes(name))
    return propertyOf('primary', name);
  report(notDecidedByTwins(path, words, 'primary'));
  return undefined;
}

/** An assigned value must fit the property; it may read the configuration in force and observations. */
export function assignmentMustFit(node: Assignment, report: Report, context: RuleContext): void {
  const property = node.path && pathMustBeDecided(node.path, report);
  if (!property || node.values.length === 0) return;
  const fault = faultOfValues(node, property, report, context);
  if (fault)
    report({
      code: 'policy/invalid',
      message: `\`${dotted(node.path)}\` ${fault}, so no twin would accept it.`,
      node: node.values[0],
    });
}

/**
 * Why no twin would ever accept what a rule sets; considers only values that are the same at every interval and in any
 * system.
 */
export function faultOfAssignment(node: Assignment, context: RuleContext): string | undefined {
  const property = node.path && pathMustBeDecided(node.path, ignoreFindings);
  return property && faultOfValues(node, property, ignoreFindings, context);
}

function faultOfValues(
  node: Assignment,
  property: PropertyDescription,
  report: Report,
  { files, declared }: RuleContext,
): string | undefined {
  const decision = decisionOf(node, property, { files, declared, report });
  return decision && faultOfDecision(property.name, decision);
}

/** A rule may set each property once. */
export function assignmentsMustNotRepeat(rule: Rule, report: Report): void {
  const seen = new Map<string, Assignment>();
  for (const assignment of rule.assignments) {
    if (!assignment.path) continue;
    const name = dotted(assignment.path);
    const first = seen.get(name);
    if (!first) seen.set(name, assignment);
    else
      report({
        code: 'property/duplicate',
        message: `\`${name}\` is set twice in one rule.`,
        node: assignment.path,
        related: [{ node: first.path, message: 'It is also set here.' }],
      });
  }
  if (rule.assignments.length === 0)
    report({
      code: 'policy/empty',
      message: 'This rule changes nothing: set a property between its braces, such as `primary.blockSize = 2MB`.',
      node: rule,
    });
}

/** Each value of a choice must fit the property. */
export function choiceMustFit(node: Choice, report: Report, { files, declared }: RuleContext): void {
  const property = node.path && pathMustBeDecided(node.path, report);
  if (!property || !node.values) return;
  if (node.values.items.length === 0)
    report({ code: 'value/unexpected', message: 'A choice needs at least one value.', node: node.values });
  const seen = new Map<string, Expression>();
  for (const item of node.values.items) {
    if (item.$type === 'Step') {
      report({ code: 'value/unexpected', message: 'A choice takes values, without `for`.', node: item });
      continue;
    }
    const candidate = candidateOf(item, property, { files, declared, report });
    if (candidate === undefined) continue;
    const fault = faultOfDecision(property.name, asDecision(candidate, item));
    if (fault)
      report({
        code: 'policy/invalid',
        message: `\`${dotted(node.path)}\` ${fault}, so no twin would accept it.`,
        node: item,
      });
    const same = seen.get(JSON.stringify(candidate));
    if (same)
      report({
        code: 'property/duplicate',
        message: `\`${sourceOf(item)}\` is in the list twice. Delete one of the two.`,
        node: item,
        related: [{ node: same, message: 'It is here, too.' }],
      });
    else seen.set(JSON.stringify(candidate), item);
  }
}

function asDecision(candidate: Candidate, node: Expression): Decision {
  if (typeof candidate === 'string') return { kind: 'word', word: candidate };
  if (typeof candidate === 'number') return { kind: 'expression', node, value: candidate };
  return { kind: 'nodes', choice: candidate };
}

/** A policy must have a choice for at least one property, and at most one choice for each. */
export function choicesMustMakeSense(node: Simulate | Learn, report: Report): void {
  const word = node.$type === 'Simulate' ? 'simulate' : 'learn';
  if (node.choices.length === 0)
    report({
      code: 'policy/empty',
      message: `\`${word}\` has nothing to choose from. List values of a property: \`primary.blockSize in [1MB, 2MB]\`.`,
      node,
    });
  const seen = new Map<string, Choice>();
  for (const choice of node.choices) {
    if (!choice.path) continue;
    const name = dotted(choice.path);
    const first = seen.get(name);
    if (!first) seen.set(name, choice);
    else
      report({
        code: 'property/duplicate',
        message: `\`${name}\` has two lists of values. Put them into one.`,
        node: choice.path,
        related: [{ node: first.path, message: 'The other list is here.' }],
      });
  }
}

/** Runs are given per candidate or as a total, which must allow at least one for each. */
export function runsMustSuffice(node: Simulate, report: Report): void {
  const budget = node.properties.find(({ path }) => path && dotted(path) === 'budget');
  if (!budget) return;
  const replications = node.properties.find(({ path }) => path && dotted(path) === 'replications');
  if (replications)
    report({
      code: 'property/conflict',
      message:
        '`budget` counts the runs of all candidates together, `replications` those of each. Keep one of the two.',
      node: replications,
      property: 'path',
      related: [{ node: budget, property: 'path', message: 'The budget is set here.' }],
    });
  const runs = quantityOf(node.properties, 'budget');
  const listed = node.choices.reduce((product, { values }) => product * (values?.items.length ?? 1), 1);
  // A value that no budget may have is already out of range.
  if (runs === undefined || runs < MIN_BUDGET || runs >= listed + 1) return;
  report({
    code: 'policy/budget',
    message: `A budget of ${runs} runs is too small for ${listed} combinations and the configuration in force: each is simulated at least once. Use at least ${listed + 1}.`,
    node: budget.values[0] ?? budget,
    suggestions: [`${listed + 1}`],
  });
}

/** Look-ahead simulates only the primary, so it cannot measure anything else. */
export function objectiveMustBeSimulated(node: Simulate, report: Report): void {
  for (const name of ['maximise', 'minimise']) {
    const objective = expressionOf(node.properties, name);
    if (!objective) continue;
    const names = AstUtils.streamAst(objective).filter(isNameExpression).toArray();
    let isReported = false;
    for (const read of names) {
      const metric = read.call ? undefined : metricNamed(metricNameOf(read));
      if (observationIn(read)) continue;
      if (!metric) continue;
      isReported = true;
      if (SIMULATED_METRICS.has(metric.name)) continue;
      report({
        code: 'policy/unobservable',
        message: `Look-ahead cannot measure \`${metric.name}\`: it simulates only the primary. It can measure ${[...SIMULATED_METRICS].map((known) => `\`${known}\``).join(', ')}.`,
        node: read,
      });
    }
    if (!isReported)
      report({
        code: 'policy/empty',
        message: `\`${sourceOf(objective)}\` reads no metric, so there is nothing to simulate. Use one, such as \`mean(primary.throughput)\`.`,
        node: objective,
      });
  }
}

const METHODS = ['qLearning', 'bandit', 'optimiser'];

export function learningMethodMustBeKnown(node: Learn, report: Report): void {
  if (!node.method || METHODS.includes(node.method)) return;
  const suggestions = nearest(node.method, METHODS);
  report({
    code: 'value/unknown',
    message: `\`${node.method}\` is not a valid method of \`learn\`; expected ${anyOf(METHODS)}.${didYouMean(suggestions)}`,
    node,
    property: 'method',
    suggestions,
  });
}

/** The methods that use a property of `learn`, if not all do. */
const OF_METHOD: Readonly<Record<string, readonly string[]>> = {
  rate: ['qLearning'],
  discount: ['qLearning', 'optimiser'],
  exploration: ['qLearning', 'optimiser'],
  memory: ['bandit'],
  method: ['bandit'],
};

/** A property of another method would have no effect. */
export function learningPropertiesMustFitMethod(node: Learn, report: Report): void {
  for (const property of node.properties) {
    const name = property.path ? dotted(property.path) : '';
    const methods = OF_METHOD[name];
    if (!methods || !METHODS.includes(node.method) || methods.includes(node.method)) continue;
    const owners = methods.map((method) => `\`learn ${method}\``).join(' and ');
    report({
      code: 'property/conflict',
      message: `\`${name}\` belongs to ${owners}; \`${node.method}\` does not use it.`,
      node: property,
      property: 'path',
    });
  }
}

/** At most one `simulate unseen`. */
export function unseenMustMakeSense(node: Learn, report: Report): void {
  for (const unseen of node.unseen) {
    if (unseen.what !== 'unseen')
      report({
        code: 'value/unknown',
        message: `\`simulate ${unseen.what ?? ''}\` is not valid in \`learn\`; expected \`simulate unseen\`.`,
        node: unseen,
        property: 'what',
        suggestions: ['unseen'],
      });
    if (!unseen.properties.some(({ path }) => path && dotted(path) === 'horizon'))
      report({
        code: 'property/missing',
        message: '`simulate unseen` needs `horizon`, such as `horizon: 60s`.',
        node: unseen,
      });
    for (const property of unseen.properties) {
      const name = property.path ? dotted(property.path) : '';
      if (name !== 'maximise' && name !== 'minimise') continue;
      report({
        code: 'property/conflict',
        message: `\`simulate unseen\` maximises the reward, and has no \`${name}\` of its own.`,
        node: property,
        property: 'path',
      });
    }
  }
  for (const unseen of node.unseen.slice(1))
    report({ code: 'policy/conflict', message: '`learn` can have only one `simulate unseen`.', node: unseen });
}

/** States read a twin's observations over its window; rewards read an interval. */
export function learningMustObserve(policy: PolicyDeclaration, report: Report): void {
  const learn = policy.members.find((member) => member.$type === 'Learn');
  if (!learn || policy.members.some(({ $type }) => $type === 'Observe')) return;
  report({
    code: 'policy/window',
    message: 'A twin that learns needs `observe`: `observe over 60s { backlog = mean(primary.pool) }`.',
    node: learn,
  });
}

/** Learnt values must be for the same states and actions. */
export function learntMustFit(policy: PolicyDeclaration, report: Report, { files }: RuleContext): void {
  const learn = policy.members.find((member) => member.$type === 'Learn');
  if (learn?.from === undefined) return;
  lowerPolicy(policy, files, () => undefined, report);
}

/** Goals and rewards must be quantities; states must be bins of observations. */
export function goalMustBeQuantity(property: Property, report: Report): void {
  const container = property.$container;
  if (container.$type !== 'Simulate' && container.$type !== 'Learn') return;
  const name = property.path ? dotted(property.path) : '';
  if (!['maximise', 'minimise', 'reward', 'state'].includes(name)) return;
  for (const value of property.values) {
    if (value.$type === 'Portion' || value.$type === 'Until') {
      report({ code: 'value/unexpected', message: `\`${name}\` expects a quantity.`, node: value });
      continue;
    }
    const type = typeOf(value, expressionNames, report);
    if (type.kind === 'condition' || type.kind === 'word')
      report({
        code: 'expression/condition',
        message: `\`${name}\` expects a quantity, but this is not one.`,
        node: value,
      });
    if (name === 'state' && !(value.$type === 'NameExpression' && value.call && dotted(value) === 'bins'))
      report({
        code: 'value/unexpected',
        message: '`state` expects observations in bins: `bins(backlog, [100tx, 1000tx])`.',
        node: value,
      });
  }
}
