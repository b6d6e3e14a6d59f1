import seedrandom from 'seedrandom';
import { measuredNodes } from '../../engine/consensus/fault-model.js';
import { CITIES } from '../../engine/model/cities.js';
import type { Column, Results, Table } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';

export interface Shape {
  seed?: number;
  seconds?: number;
  nodes?: number;
  managementNodes?: number;
  /** Factor on every delay, for a slower network. */
  slowness?: number;
  workload?: boolean;
  complete?: boolean;
}

/** A scenario with the parameters of the paper's baseline. */
export function baselineScenario(shape: Shape = {}): Scenario {
  const { seed = 1, seconds = 3600, nodes = 32, managementNodes = 16, workload = false } = shape;
  const chain = { consensus: 'pbft', quorum: 'safe', votes: 'digest', headerSize: 200, voteSize: 200 } as const;
  return {
    name: 'Baseline',
    duration: seconds,
    warmup: 0,
    seed,
    topology: {
      name: 'WorldWide',
      groups: [
        {
          name: 'nodes',
          nodes,
          places: [{ kind: 'worldwide' }],
          bandwidth: { kind: 'normal', mean: 1e7, sd: 5e5, within: { lo: 0 } },
        },
      ],
      peers: { kind: 'regular', degree: Math.min(16, nodes - 1) },
      links: 'twoWay',
      drawn: 'perMessage',
      latency: { kind: 'geographic' },
      jitter: { kind: 'constant', value: 0 },
      loss: 0,
      sharing: 'none',
    },
    primary: {
      ...chain,
      dissemination: 'gossip',
      messageValidation: 0,
      blockValidation: 0,
      blockSize: 1e6,
      blockInterval: 0.1,
      roundTimeout: 10,
      timeoutGrowth: 2,
      transactionSize: 1000,
      proposer: 'roundRobin',
      refusal: 'viewChange',
      validators: { kind: 'all' },
      ...(workload
        ? {
            workload: {
              name: 'Load',
              arrivals: { kind: 'poisson', rate: 400 },
              size: { kind: 'constant', value: 1000 },
              pool: 5000,
            },
          }
        : {}),
    },
    management: {
      ...chain,
      dissemination: 'direct',
      messageValidation: 0,
      blockValidation: 0,
      nodes: { kind: 'random', count: managementNodes },
      configurationBlockSize: 250_000,
      interval: { kind: 'normal', mean: 30, sd: 5, within: { lo: 0 } },
      cycleTimeout: 10,
      proposer: 'hash',
      policy: { name: 'Keep', decision: { kind: 'current' } },
      policyFor: [],
      activation: { kind: 'nextRound' },
    },
  };
}

/** Results in the form of a real run, from random numbers with a fixed seed: quick and always the same. */
export function syntheticResults(scenario: Scenario, shape: Shape = {}): Results {
  const { slowness = 1, complete = true } = shape;
  const random = seedrandom(`synthetic/${scenario.seed}`);
  const spread = (mean: number, sd: number) =>
    mean + sd * (random() + random() + random() + random() - 2) * Math.sqrt(3);
  const nodeCount = scenario.topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  const managementCount = scenario.management.nodes.kind === 'random' ? scenario.management.nodes.count : nodeCount;
  const fastest = measuredNodes(nodeCount);

  const blocks = records(
    'height:',
    'time:s',
    'blockTime:s',
    'switch:',
    'configuration:',
    'proposer:',
    'view:',
    'transactions:tx',
    'bytes:B',
  );
  const configurations = records(
    'height:',
    'due:s',
    'decided:s',
    'proposer:',
    'cycles:',
    'missed:',
    'agreement:s',
    'blockSize:B',
    'blockInterval:s',
    'roundTimeout:s',
    'changes:',
  );
  const proposals = records('configuration:', 'cycle:', 'due:s', 'time:s', 'proposer:', 'agreed:', 'open:', 'rule:');
  const receipts = records(
    'height:',
    'proposer:',
    'proposed:s',
    'received50:s',
    'received80:s',
    'received95:s',
    'received100:s',
  );
  const delays = records(
    'configuration:',
    'node:',
    'rank:',
    'counted:',
    'receivedRank:',
    'receivedCounted:',
    'received:s',
    'applied:s',
    'agreement:s',
    'propagation:s',
    'update:s',
    'total:s',
    'roundHeight:',
    'roundView:',
  );

  let time = 0;
  let height = 0;
  let configuration = 0;
  let switched = 0;
  let due = spread(30, 5);
  while (time < scenario.duration) {
    const pending = time + 0.7 * slowness > due;
    const extra = pending && random() < 0.25 ? Math.abs(spread(0.25, 0.25)) : 0;
    const blockTime = 0.1 + slowness * Math.abs(spread(0.58, 0.045)) + (random() < 0.02 ? 0.15 * random() : 0) + extra;
    time += blockTime;
    height++;
    if (time >= scenario.duration) break;
    blocks.add(
      height,
      time,
      height === 1 ? Number.NaN : blockTime,
      switched,
      configuration,
      height % nodeCount,
      0,
      1000,
      1e6,
    );
    receipts.add(height, height % nodeCount, time - 0.5 * blockTime, 0.1, 0.15, 0.2, 0.3);
    switched = 0;
    if (!pending) continue;
    configuration++;
    const agreement = slowness * Math.abs(spread(0.27, 0.02));
    const decided = due + agreement;
    configurations.add(
      configuration,
      due,
      decided,
      Math.floor(random() * managementCount),
      random() < 0.02 ? 2 : 1,
      0,
      agreement,
      scenario.primary.blockSize,
      scenario.primary.blockInterval,
      scenario.primary.roundTimeout,
      0,
    );
    proposals.add(configuration, 1, due, due, configurations.column('proposer').at(-1) ?? 0, 1, 0, 0);
    const nodes = Array.from({ length: nodeCount }, (_, node) => {
      const received = decided + (node < managementCount ? 0 : slowness * Math.abs(spread(0.09, 0.03)));
      return { node, received, applied: Math.max(time + spread(0.04, 0.02), received + 0.01) };
    }).sort((a, b) => a.applied - b.applied);
    const byReceipt = [...nodes].sort((a, b) => a.received - b.received);
    nodes.forEach(({ node, received, applied }, rank) => {
      const counted = rank < fastest ? 1 : 0;
      const receivedRank = byReceipt.findIndex((other) => other.node === node);
      delays.add(
        configuration,
        node,
        rank + 1,
        counted,
        receivedRank + 1,
        receivedRank < fastest ? 1 : 0,
        received,
        applied,
        agreement,
        received - decided,
        applied - received,
        applied - due,
        height,
        0,
      );
    });
    switched = 1;
    due += spread(30, 5);
  }

  const series = records('time:s', 'pool:tx', 'arrivals:tx', 'dropped:tx', 'committed:tx', 'messages:', 'bytes:B');
  const times = blocks.column('time');
  const workload = scenario.primary.workload !== undefined;
  for (let second = 0; second < scenario.duration; second++) {
    const committed = times.filter((at) => at >= second && at < second + 1).length * (workload ? 260 : 1000);
    const pool = workload ? Math.max(0, 300 + 200 * Math.sin(second / 200) + spread(0, 80)) : 0;
    series.add(second + 1, pool, workload ? spread(400, 20) : 0, 0, committed, 900, 2.4e7);
  }

  const places = Array.from({ length: nodeCount }, () => CITIES[Math.floor(random() * CITIES.length)]);
  const nodes = records('node:', 'latitude:°', 'longitude:°', 'management:', 'validator:', 'received:s');
  places.forEach((city, node) => {
    nodes.add(node, city.latitude, city.longitude, node < managementCount ? 1 : 0, 1, 0.1 + 0.002 * node);
  });
  const links = records('from:', 'to:', 'latency:s');
  for (let node = 0; node < nodeCount; node++)
    for (let step = 1; step <= Math.min(8, Math.floor(nodeCount / 2)); step++)
      links.add(node, (node + step * 3) % nodeCount, 0.0024 + 0.08 * random());

  const traffic = records('messages:', 'bytes:B');
  const kinds: [string, string, number, number][] = [
    ['primary', 'prePrepare', height * 480, 1e6],
    ['primary', 'prepare', height * 31 * 480, 200],
    ['primary', 'commit', height * 32 * 480, 200],
    ['management', 'prePrepare', configuration * 15, 250_200],
    ['management', 'prepare', configuration * 15 * 15, 200],
    ['management', 'commit', configuration * 16 * 15, 200],
    ['configuration', 'block', configuration * 480, 252_000],
  ];
  for (const [, , messages, size] of kinds) traffic.add(messages, messages * size);
  const messages = kinds.reduce((sum, [, , count]) => sum + count, 0);
  const bytes = kinds.reduce((sum, [, , count, size]) => sum + count * size, 0);

  return {
    complete,
    simulatedSeconds: scenario.duration,
    warmup: 0,
    tables: {
      blocks: blocks.table(),
      configurationBlocks: configurations.table({
        consensus: Array.from({ length: configuration }, () => scenario.primary.consensus),
        dissemination: Array.from({ length: configuration }, () => scenario.primary.dissemination),
        validators: Array.from({ length: configuration }, () => 'all'),
      }),
      proposals: proposals.table(),
      changes: records('configuration:', 'cycle:').table({ property: [], before: [], after: [] }),
      figures: records('configuration:', 'cycle:', 'value:').table({ name: [], unit: [] }),
      objections: records('configuration:', 'cycle:', 'node:', 'time:s').table({ reason: [] }),
      delays: delays.table(),
      transactions: latencies(workload ? 3000 : 0, spread),
      receipts: receipts.table(),
      waiting: records('age:s').table(),
      series: series.table(),
      traffic: traffic.table({ chain: kinds.map(([chain]) => chain), kind: kinds.map(([, kind]) => kind) }),
      nodes: nodes.table({ group: places.map(() => 'nodes'), place: places.map((city) => city.name) }),
      links: links.table(),
      culprits: records('node:', 'count:', 'failed:', 'missed:', 'seconds:s').table({ chain: [], name: [], deed: [] }),
      violations: records('time:s', 'more:').table({
        invariant: [],
        chain: [],
        heights: [],
        nodes: [],
        message: [],
        because: [],
      }),
      candidates: records('configuration:', 'cycle:', 'blockSize:B').table(),
      judgements: records('configuration:', 'cycle:', 'node:', 'proposed:', 'best:', 'accepted:').table(),
      mirrors: records('configuration:', 'node:', 'staleness:s').table(),
      tries: records('configuration:', 'cycle:', 'exploring:').table({ state: [], action: [] }),
      lessons: records('configuration:', 'node:', 'reward:').table({ state: [], action: [] }),
      learnt: records('node:', 'value:', 'visits:').table({ state: [], action: [] }),
    },
    counters: {
      'primary.arrivals': workload ? scenario.duration * 400 : 0,
      'primary.dropped': 0,
      'primary.roundsFailed': 0,
      'primary.viewChanges': 0,
      'management.blocks': configuration,
      'management.cyclesFailed': 0,
      'management.intervalsMissed': 0,
      'network.messages': messages,
      'network.bytes': bytes,
    },
    genesis: '00'.repeat(32),
    transmissions: { sent: messages, delivered: messages, lost: 0, inFlight: 0 },
    violations: [],
    events: messages * 2,
  };
}

function latencies(count: number, spread: (mean: number, sd: number) => number): Table {
  const rows = records('block:', 'latency:s');
  for (let i = 0; i < count; i++) rows.add(1 + Math.floor(i / 10), Math.abs(spread(0.9, 0.25)));
  return rows.table();
}

/** Collects rows; columns are given as `name:unit`. */
export function records(...columns: string[]) {
  const names = columns.map((column) => column.split(':')[0]);
  const units = columns.map((column) => column.split(':')[1]);
  const values: number[][] = columns.map(() => []);
  return {
    add(...row: number[]) {
      row.forEach((value, i) => {
        values[i].push(value);
      });
    },
    column: (name: string) => values[names.indexOf(name)],
    table(texts: Record<string, string[]> = {}): Table {
      const table: Record<string, Column> = {};
      for (const [name, column] of Object.entries(texts)) table[name] = { type: 'text', values: column };
      names.forEach((name, i) => {
        table[name] = { type: 'number', unit: units[i], values: Float64Array.from(values[i]) };
      });
      return { rows: values[0].length, columns: table };
    },
  };
}
