import type {
  ByzantineBehaviour,
  ByzantineProposal,
  ByzantineVote,
  Fault,
  Lateness,
  NodeSet,
  Period,
  TopologyChange,
} from '../../engine/model/faults.js';
import type { Distribution, Topology } from '../../engine/model/scenario.js';
import { NUMBER } from '../dimensions/dimension.js';
import type {
  Byzantine,
  Effect,
  Expression,
  FaultsDeclaration,
  Item,
  PropertyValue,
  NodeSet as WrittenSet,
} from '../generated/ast.js';
import { wordOf, wordsOf } from '../names/text.js';
import { propertyOf } from '../properties/blocks.js';
import type { PropertyDescription, QuantityType } from '../properties/property.js';
import { positiveTime, time, timeDistribution } from '../properties/types.js';
import { flatten } from '../settings/effective.js';
import { ignoreFindings } from '../validation/report.js';
import { mustBeConstant } from '../validation/rules/expressions.js';
import { interpretDistribution } from '../values/distribution.js';
import { interpretValue } from '../values/interpret.js';
import type { OptionArgument, Value } from '../values/value.js';
import { lowerLatency } from './latency.js';
import type { LoweringContext } from './reader.js';

/** A set of nodes, and its place in the text. */
export interface LoweredSet {
  readonly set: NodeSet;
  readonly node: WrittenSet;
}

/** A fault in SI, with the places that its messages point at. */
export interface LoweredFault {
  readonly fault: Fault;
  readonly node: Effect;
  readonly sides: readonly (readonly LoweredSet[])[];
}

const ratio: QuantityType = { kind: 'quantity', dimension: NUMBER, min: 0 };

/** The complete faults of a schedule; validation reports the others. */
export function lowerFaults(
  { events, byzantine }: FaultsDeclaration,
  duration: number,
  context: LoweringContext,
): LoweredFault[] {
  const lowered = events.flatMap((event) => {
    const from = constant(event.at ?? event.from, time);
    const to = constant(event.to, time);
    return event.effects.flatMap((effect) => {
      const lasts = 'duration' in effect ? constant(effect.duration, positiveTime) : undefined;
      const end = event.at ? from !== undefined && lasts !== undefined && from + lasts : to;
      return from === undefined || !end ? [] : lowerEffect(effect, { from, to: end }, context);
    });
  });
  const wholeRun = { from: 0, to: duration };
  return [...lowered, ...byzantine.flatMap((node) => lowerByzantine(node, wholeRun, context))];
}

function constant(expression: Expression | undefined, type: QuantityType): number | undefined {
  return mustBeConstant(expression, type, '', ignoreFindings);
}

function lowerEffect(node: Effect, period: Period, context: LoweringContext): LoweredFault[] {
  switch (node.$type) {
    case 'Crash':
      return ofSides(node, [node.nodes], ([nodes]) => ({
        ...period,
        kind: 'crash',
        nodes,
        losesVotes: node.losing === 'votes',
      }));
    case 'Partition':
      return ofSides(
        node,
        node.sides.map((side) => side.nodes),
        (sides) => ({ ...period, kind: 'partition', sides, oneWay: node.oneWay }),
      );
    case 'Slow': {
      const factor = constant(node.factor, ratio);
      if (factor === undefined) return [];
      return ofSides(node, [node.nodes], ([nodes]) => ({ ...period, kind: 'slow', nodes, factor }));
    }
    case 'Drop':
    case 'Duplicate': {
      const share = constant(node.share, ratio);
      const kind = node.$type === 'Drop' ? 'drop' : 'duplicate';
      return share === undefined ? [] : [{ node, sides: [], fault: { ...period, kind, share } }];
    }
    case 'Delay': {
      const share = constant(node.share, ratio);
      const by = distributionOf(node.by, context);
      return share === undefined || !by ? [] : [{ node, sides: [], fault: { ...period, kind: 'delay', share, by } }];
    }
    case 'Byzantine':
      return lowerByzantine(node, period, context);
    case 'Change':
      return lowerChange(node, period, context);
  }
}

function distributionOf(item: Item | undefined, { files, declared }: LoweringContext): Distribution | undefined {
  if (!item || item.$type === 'Portion') return undefined;
  const { dimension } = timeDistribution;
  return interpretDistribution(item, { expected: dimension, place: '`by`', files, report: ignoreFindings, declared })
    ?.distribution;
}

function ofSides(
  node: Effect,
  written: readonly (readonly WrittenSet[])[],
  make: (sides: NodeSet[][]) => Fault,
): LoweredFault[] {
  const sides = written.map((sets) =>
    sets.flatMap((set): LoweredSet[] => {
      const lowered = lowerSet(set);
      return lowered ? [{ set: lowered, node: set }] : [];
    }),
  );
  if (sides.some((sets, side) => sets.length < written[side].length)) return [];
  return [{ node, sides, fault: make(sides.map((sets) => sets.map(({ set }) => set))) }];
}

function lowerSet(written: WrittenSet): NodeSet | undefined {
  if (written.$type === 'Portion') {
    const count = constant(written.count, ratio);
    if (count === undefined) return undefined;
    if (written.group) return { kind: 'group', group: written.group.$refText, count };
    return { kind: written.kind === 'twin' || written.kind === 'twins' ? 'twins' : 'nodes', count };
  }
  const named = written.$type === 'SingleNode' ? written.of : written;
  const name = named.$type === 'NameExpression' ? wordOf(named) : undefined;
  if (name === undefined) return undefined;
  if (written.$type !== 'SingleNode') return { kind: 'group', group: name };
  const number = constant(written.number, ratio);
  if (number === undefined) return undefined;
  return name === 'node' ? { kind: 'node', number } : { kind: 'node', group: name, number };
}

/** The temporary value of a property of the topology. */
function lowerChange(
  node: Extract<Effect, { $type: 'Change' }>,
  period: Period,
  context: LoweringContext,
): LoweredFault[] {
  const change: TopologyChange = {};
  for (const { words, node: property } of flatten([node.property])) {
    const described = words.length === 1 ? propertyOf('topology', words[0]) : undefined;
    const value = described && interpret(described, property.values, context);
    if (!described || !value) return [];
    setChange(change, described.name, value);
  }
  return Object.keys(change).length === 0 ? [] : [{ node, sides: [], fault: { ...period, kind: 'change', change } }];
}

function interpret(property: PropertyDescription, items: readonly PropertyValue[], context: LoweringContext) {
  const { files, declared } = context;
  return interpretValue(items, { property, files, declared, report: ignoreFindings });
}

function setChange(change: TopologyChange, name: string, value: Value): void {
  if (name === 'bandwidth' && value.kind === 'distribution') change.bandwidth = value.distribution;
  if (name === 'jitter' && value.kind === 'distribution') change.jitter = value.distribution;
  if (name === 'latency') change.latency = lowerLatency(value);
  if (name === 'loss' && value.kind === 'quantity') change.loss = value.value;
  if (name === 'sharing' && value.kind === 'option') change.sharing = value.name as Topology['sharing'];
}

function lowerByzantine(node: Byzantine, period: Period, context: LoweringContext): LoweredFault[] {
  const behaviour = behaviourOf(node, context);
  return ofSides(node, [node.nodes], ([nodes]) => ({ ...period, kind: 'byzantine', nodes, behaviour }));
}

function behaviourOf(node: Byzantine, context: LoweringContext): ByzantineBehaviour {
  const behaviour: ByzantineBehaviour = {};
  for (const property of node.properties) {
    const [name] = property.path ? wordsOf(property.path) : [];
    const described = name === undefined ? undefined : propertyOf('byzantine', name);
    const value = described && interpret(described, property.values, context);
    if (value?.kind !== 'option') continue;
    if (name === 'propose') behaviour.propose = proposalOf(value);
    if (name === 'vote') behaviour.vote = voteOf(value);
    if (name === 'relay') behaviour.relay = 'never';
    if (name === 'observe') behaviour.observe = { inflated: Number(value.arguments.k) };
  }
  return behaviour;
}

type OptionValue = Extract<Value, { kind: 'option' }>;

function proposalOf({ name, arguments: { delay } }: OptionValue): ByzantineProposal {
  return name === 'late' ? { kind: 'late', by: latenessOf(delay) } : ({ kind: name } as ByzantineProposal);
}

function voteOf({ name, arguments: { delay } }: OptionValue): ByzantineVote {
  return name === 'late' ? { kind: 'late', by: latenessOf(delay) } : ({ kind: name } as ByzantineVote);
}

function latenessOf(delay: OptionArgument): Lateness {
  if (typeof delay === 'object' && 'share' in delay) return { ofTimeout: delay.share };
  return { seconds: Number(delay) };
}
