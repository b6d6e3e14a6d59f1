import { NUMBER } from '../../dimensions/dimension.js';
import type {
  Byzantine,
  Crash,
  Delay,
  Effect,
  Expression,
  FaultEvent,
  NameExpression,
  NodeSet,
  Partition,
} from '../../generated/ast.js';
import { wordOf, wordsOf } from '../../names/text.js';
import type { QuantityType } from '../../properties/property.js';
import { count, positiveTime, probability, time } from '../../properties/types.js';
import type { Report } from '../report.js';
import { mustBeConstant } from './expressions.js';

const FACTOR: QuantityType = { kind: 'quantity', dimension: NUMBER, min: 1 };

/** Under `at`, every fault needs a duration; under `from … to …`, the period is the duration. */
export function faultMustEnd(event: FaultEvent, report: Report): void {
  mustBeConstant(event.at, time, '`at`', report);
  const from = mustBeConstant(event.from, time, '`from`', report);
  const to = mustBeConstant(event.to, time, '`to`', report);
  if (from !== undefined && to !== undefined && from >= to)
    report({ code: 'value/range', message: 'A period must end after it begins.', node: event, property: 'to' });
  for (const effect of event.effects) {
    if (effect.$type === 'Byzantine') {
      if (event.at)
        report({
          code: 'faults/duration',
          message:
            'Nodes are Byzantine for the whole run, or for a period: `from 2min to 5min { byzantine 1 twin { … } }`.',
          node: effect,
        });
      continue;
    }
    mustBeConstant(effect.duration, positiveTime, '`for`', report);
    if (event.at && !effect.duration)
      report({
        code: 'faults/duration',
        message: `Under \`at\`, a fault needs a duration: \`${effect.$cstNode?.text ?? ''} for 90s\`.`,
        node: effect,
        details: { insert: ' for 90s' },
      });
    if (event.from && effect.duration)
      report({
        code: 'faults/duration',
        message: 'Under `from … to …`, the period is the duration; leave `for` out.',
        node: effect,
        property: 'duration',
      });
  }
}

/** Shares must be probabilities, factors at least 1, and sides at least two. */
export function effectMustMakeSense(effect: Effect, report: Report): void {
  switch (effect.$type) {
    case 'Drop':
    case 'Duplicate':
      mustBeConstant(effect.share, probability, `\`${effect.$type.toLowerCase()}\``, report);
      break;
    case 'Delay':
      wordMustBeDelay(effect, report);
      mustBeConstant(effect.share, probability, '`delay`', report);
      break;
    case 'Slow':
      mustBeConstant(effect.factor, FACTOR, '`slow … by`', report);
      nodesMustBeSet(effect.nodes, report);
      break;
    case 'Crash':
      nodesMustBeSet(effect.nodes, report);
      onlyVotesAreLost(effect, report);
      break;
    case 'Partition':
      sidesMustBeTwo(effect, report);
      for (const side of effect.sides) nodesMustBeSet(side.nodes, report);
      break;
    case 'Byzantine':
    case 'Change':
      break;
  }
}

function wordMustBeDelay(effect: Delay, report: Report): void {
  if (effect.word === 'delay') return;
  report({
    code: 'value/unknown',
    message: `There is no fault \`${effect.word}\`. Did you mean \`delay\`?`,
    node: effect,
    property: 'word',
    suggestions: ['delay'],
  });
}

function onlyVotesAreLost(crash: Crash, report: Report): void {
  if (crash.losing === undefined || crash.losing === 'votes') return;
  report({
    code: 'value/unknown',
    message: `A crash may lose \`votes\`, but not \`${crash.losing}\`: \`crash 1 node for 90s losing votes\`.`,
    node: crash,
    property: 'losing',
    suggestions: ['votes'],
  });
}

function sidesMustBeTwo(partition: Partition, report: Report): void {
  const { sides, oneWay } = partition;
  if (sides.length < 2)
    report({
      code: 'value/unexpected',
      message: 'A partition has at least two sides: `partition Banks | Ports`.',
      node: partition,
    });
  else if (oneWay && sides.length > 2)
    report({
      code: 'value/unexpected',
      message: 'A partition in one direction has two sides: `partition Banks -> Ports`, where Ports do not hear Banks.',
      node: partition,
    });
}

export function byzantineNodesMustBeSet(node: Byzantine, report: Report): void {
  nodesMustBeSet(node.nodes, report);
}

/** Byzantine nodes that behave like honest ones are most likely an oversight. */
export function byzantineShouldMisbehave(node: Byzantine, report: Report): void {
  if (node.properties.length === 0)
    report({
      code: 'faults/never',
      message: 'These nodes have no behaviour, so they stay honest; add `propose`, `vote`, `relay` or `observe`.',
      node,
    });
  const observed = node.properties.find(({ path }) => path && wordsOf(path).join('.') === 'observe');
  if (observed && !node.nodes.some(isOfTwins))
    report({
      code: 'faults/never',
      message: 'Only twins observe, so this has no effect on nodes; write `byzantine 1 twin { observe: inflated(2) }`.',
      node: observed,
    });
}

function isOfTwins(set: NodeSet): boolean {
  return set.$type === 'Portion' && (set.kind === 'twin' || set.kind === 'twins');
}

function nodesMustBeSet(sets: readonly NodeSet[], report: Report): void {
  for (const set of sets) {
    if (set.$type === 'Portion') mustBeConstant(set.count, count({ min: 1 }), 'The number of nodes', report);
    else if (set.$type === 'SingleNode' && isName(set.of))
      mustBeConstant(set.number, count({ min: 1 }), 'The number of a node', report);
    else if (set.$type === 'SingleNode' || !isName(set))
      report({
        code: 'value/unexpected',
        message: `A set of nodes is expected here, such as \`3 nodes\`, \`4 of Ports\`, \`Banks\` or \`Banks[2]\`, but found \`${set.$cstNode?.text ?? ''}\`.`,
        node: set,
      });
  }
}

function isName(node: Expression): node is NameExpression {
  return node.$type === 'NameExpression' && wordOf(node) !== undefined;
}
