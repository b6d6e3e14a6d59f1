import * as v from 'valibot';
import { PROTOCOLS } from '../consensus/protocols.js';
import type {
  Arrivals,
  ManagementChain,
  Overlay,
  Place,
  PrimaryChain,
  Scenario,
  Topology,
  Workload,
} from '../model/scenario.js';
import { distributionSchema, latencySchema } from './distribution-schema.js';
import { faultSchema } from './fault-schema.js';
import { nodeChoiceSchema } from './node-choice-schema.js';
import { policySchema } from './policy-schema.js';
import { count, name, notNegative, number, positive, ratio, schemaOf } from './schema.js';

const latitude = v.pipe(number, v.minValue(-90), v.maxValue(90));
const longitude = v.pipe(number, v.minValue(-180), v.maxValue(180));

const placeSchema = schemaOf<Place>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('worldwide') }),
    v.strictObject({ kind: v.literal('region'), region: name }),
    v.strictObject({ kind: v.literal('city'), name }),
    v.strictObject({ kind: v.literal('site'), name, latitude, longitude }),
    v.strictObject({
      kind: v.literal('coordinates'),
      latitude,
      longitude,
    }),
  ]),
);

const overlaySchema = schemaOf<Overlay>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('full') }),
    v.strictObject({ kind: v.literal('ring') }),
    v.strictObject({ kind: v.literal('random'), dials: count(1) }),
    v.strictObject({ kind: v.literal('regular'), degree: count(1) }),
    v.strictObject({ kind: v.literal('smallWorld'), degree: count(1), rewiring: ratio }),
    v.strictObject({ kind: v.literal('scaleFree'), attachments: count(1) }),
    v.strictObject({ kind: v.literal('edges'), edges: v.array(v.strictTuple([count(), count()])) }),
  ]),
);

const topologySchema = schemaOf<Topology>()(
  v.strictObject({
    name,
    groups: v.pipe(
      v.array(v.strictObject({ name, nodes: count(1), places: v.array(placeSchema), bandwidth: distributionSchema })),
      v.minLength(1),
    ),
    peers: overlaySchema,
    links: v.picklist(['twoWay', 'oneWay']),
    drawn: v.picklist(['perMessage', 'perLink', 'perNode']),
    latency: latencySchema,
    jitter: distributionSchema,
    loss: ratio,
    sharing: v.picklist(['none', 'uplink']),
  }),
);

const arrivalsSchema = schemaOf<Arrivals>()(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('poisson'), rate: positive }),
    v.strictObject({
      kind: v.literal('bursts'),
      low: notNegative,
      high: notNegative,
      meanLow: positive,
      meanHigh: positive,
    }),
    v.strictObject({
      kind: v.literal('steps'),
      steps: v.pipe(v.array(v.strictObject({ rate: notNegative, duration: positive })), v.minLength(1)),
    }),
    v.strictObject({ kind: v.literal('batches'), rate: positive, size: count(1) }),
    v.strictObject({
      kind: v.literal('daily'),
      mean: positive,
      peak: positive,
      begins: v.optional(notNegative),
      weekend: v.optional(ratio),
      day: v.optional(count(1)),
    }),
    v.strictObject({
      kind: v.literal('trace'),
      times: v.array(notNegative),
      sizes: v.optional(v.array(positive)),
      period: v.optional(positive),
    }),
  ]),
);

const workloadSchema = schemaOf<Workload>()(
  v.strictObject({
    name,
    arrivals: arrivalsSchema,
    size: distributionSchema,
    pool: count(1),
    confirmedWithin: v.optional(v.array(positive)),
  }),
);

const chain = {
  consensus: v.picklist(PROTOCOLS.map((protocol) => protocol.name)),
  quorum: v.picklist(['safe', 'classic']),
  dissemination: v.picklist(['direct', 'gossip']),
  votes: v.picklist(['digest', 'block']),
  headerSize: notNegative,
  voteSize: notNegative,
  messageValidation: notNegative,
  blockValidation: notNegative,
};

const primarySchema = schemaOf<PrimaryChain>()(
  v.strictObject({
    ...chain,
    blockSize: notNegative,
    blockInterval: notNegative,
    roundTimeout: positive,
    timeoutGrowth: v.pipe(number, v.minValue(1)),
    transactionSize: positive,
    proposer: v.picklist(['roundRobin', 'hash']),
    refusal: v.picklist(['viewChange', 'timeout']),
    validators: nodeChoiceSchema,
    workload: v.optional(workloadSchema),
  }),
);

const managementSchema = schemaOf<ManagementChain>()(
  v.strictObject({
    ...chain,
    nodes: nodeChoiceSchema,
    configurationBlockSize: notNegative,
    interval: distributionSchema,
    cycleTimeout: positive,
    proposer: v.picklist(['hash', 'turns']),
    policy: policySchema,
    policyFor: v.array(v.strictObject({ group: name, policy: policySchema })),
    activation: v.variant('kind', [
      v.strictObject({ kind: v.literal('nextRound') }),
      v.strictObject({ kind: v.literal('afterBlocks'), blocks: count(1) }),
    ]),
  }),
);

/** A scenario as stored in a file. Limits are checked elsewhere. */
export const scenarioSchema = schemaOf<Scenario>()(
  v.strictObject({
    name,
    duration: positive,
    warmup: notNegative,
    seed: count(),
    topology: topologySchema,
    primary: primarySchema,
    management: managementSchema,
    faults: v.optional(v.pipe(v.array(faultSchema), v.minLength(1))),
  }),
);
