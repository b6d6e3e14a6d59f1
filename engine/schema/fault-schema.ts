import * as v from 'valibot';
import type {
  ByzantineBehaviour,
  ByzantineProposal,
  ByzantineVote,
  Fault,
  FaultAtom,
  Lateness,
  NodeSet,
  TopologyChange,
} from '../model/faults.js';
import { distributionSchema, latencySchema } from './distribution-schema.js';
import { count, name, notNegative, positive, ratio, schemaOf } from './schema.js';

const nodeSetSchema = schemaOf<NodeSet>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('nodes'), count: count() }),
    v.strictObject({ kind: v.literal('twins'), count: count() }),
    v.strictObject({ kind: v.literal('group'), group: name, count: v.optional(count()) }),
    v.strictObject({ kind: v.literal('node'), group: v.optional(name), number: count(1) }),
  ]),
);

const changeSchema = schemaOf<TopologyChange>()(
  v.strictObject({
    bandwidth: v.optional(distributionSchema),
    latency: v.optional(latencySchema),
    jitter: v.optional(distributionSchema),
    loss: v.optional(ratio),
    sharing: v.optional(v.picklist(['none', 'uplink'])),
  }),
);

const latenessSchema = schemaOf<Lateness>()(
  v.union([v.strictObject({ seconds: notNegative }), v.strictObject({ ofTimeout: notNegative })]),
);

const late = v.strictObject({ kind: v.literal('late'), by: latenessSchema });

const proposalSchema = schemaOf<ByzantineProposal>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('silent') }),
    v.strictObject({ kind: v.literal('invalid') }),
    v.strictObject({ kind: v.literal('equivocate') }),
    v.strictObject({ kind: v.literal('harmful') }),
    late,
  ]),
);

const voteSchema = schemaOf<ByzantineVote>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('never') }),
    v.strictObject({ kind: v.literal('against') }),
    v.strictObject({ kind: v.literal('both') }),
    late,
  ]),
);

const behaviourSchema = schemaOf<ByzantineBehaviour>()(
  v.strictObject({
    propose: v.optional(proposalSchema),
    vote: v.optional(voteSchema),
    relay: v.optional(v.literal('never')),
    observe: v.optional(v.strictObject({ inflated: positive })),
  }),
);

const period = { from: notNegative, to: notNegative };
const nodes = v.array(nodeSetSchema);
const numbers = v.array(count());

/** Faults that affect no particular nodes: they are the same before and after they are resolved. */
const ofEveryone = [
  v.strictObject({ kind: v.literal('drop'), share: ratio, ...period }),
  v.strictObject({ kind: v.literal('duplicate'), share: ratio, ...period }),
  v.strictObject({ kind: v.literal('delay'), share: ratio, by: distributionSchema, ...period }),
  v.strictObject({ kind: v.literal('change'), change: changeSchema, ...period }),
] as const;

export const faultSchema = schemaOf<Fault>()(
  v.variant('kind', [
    ...ofEveryone,
    v.strictObject({ kind: v.literal('crash'), nodes, losesVotes: v.boolean(), ...period }),
    v.strictObject({ kind: v.literal('partition'), sides: v.array(nodes), oneWay: v.boolean(), ...period }),
    v.strictObject({ kind: v.literal('slow'), nodes, factor: positive, ...period }),
    v.strictObject({ kind: v.literal('byzantine'), nodes, behaviour: behaviourSchema, ...period }),
  ]),
);

/** A fault of a run, as its manifest shows it. */
export const faultAtomSchema = schemaOf<FaultAtom>()(
  v.variant('kind', [
    ...ofEveryone,
    v.strictObject({ kind: v.literal('crash'), nodes: numbers, losesVotes: v.boolean(), ...period }),
    v.strictObject({ kind: v.literal('partition'), sides: v.array(numbers), oneWay: v.boolean(), ...period }),
    v.strictObject({ kind: v.literal('slow'), nodes: numbers, factor: positive, ...period }),
    v.strictObject({
      kind: v.literal('byzantine'),
      chain: v.picklist(['primary', 'management']),
      nodes: numbers,
      behaviour: behaviourSchema,
      ...period,
    }),
  ]),
);
