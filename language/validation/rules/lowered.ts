import { streamKey } from '../../../engine/kernel/streams.js';
import { DAY } from '../../../engine/model/arrivals.js';
import { CITIES } from '../../../engine/model/cities.js';
import { estimate, LIMITS, typical } from '../../../engine/model/limits.js';
import type { Change, Policy } from '../../../engine/model/policy.js';
import type { NodeChoice, Scenario, Topology } from '../../../engine/model/scenario.js';
import { components, drawPeers } from '../../../engine/network/overlay.js';
import { DATA, TRANSACTION_RATE } from '../../dimensions/dimension.js';
import { faultOfArrivals } from '../../lowering/arrivals.js';
import { anyOf, didYouMean, nearest } from '../../names/nearest.js';
import { writeQuantity } from '../../values/ranges.js';
import type { Code } from '../codes.js';
import { faultOfQuorum } from './configuration.js';

/** Something that is wrong with resolved values, by the paths of those that make it so, the most telling first. */
export interface ValueFinding {
  readonly code: Code;
  readonly message: string;
  readonly paths: readonly string[];
}

/** How many nodes a topology has in all. */
export function nodesOf(topology: Topology): number {
  return topology.groups.reduce((sum, group) => sum + group.nodes, 0);
}

const groupPaths = (topology: Topology) => topology.groups.map((_, index) => `topology.groups.${index}.nodes`);

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A node can have at most all others as peers. */
export function peersMustBeFewerThanNodes(topology: Topology): ValueFinding[] {
  const { peers } = topology;
  const nodes = nodesOf(topology);
  const wanted =
    peers.kind === 'random'
      ? peers.dials
      : peers.kind === 'scaleFree'
        ? peers.attachments
        : 'degree' in peers
          ? peers.degree
          : 0;
  if (wanted < nodes || wanted === 0) return [];
  return [
    {
      code: 'topology/peers',
      message: `Each node is to have ${plural(wanted, 'peer')}, but with ${plural(nodes, 'node')} there are only ${plural(nodes - 1, 'other')}.`,
      paths: ['topology.peers', ...groupPaths(topology)],
    },
  ];
}

/** Every link has two ends, so some overlays do not exist. */
export function overlayMustExist(topology: Topology): ValueFinding[] {
  const { peers } = topology;
  const nodes = nodesOf(topology);
  const paths = ['topology.peers', ...groupPaths(topology)];
  if (peers.kind === 'regular' && (peers.degree * nodes) % 2 === 1)
    return [
      {
        code: 'topology/parity',
        message: `No overlay of ${nodes} nodes gives each exactly ${peers.degree} peers: ${nodes} × ${peers.degree} is odd, and every link has two ends.`,
        paths,
      },
    ];
  if (peers.kind === 'smallWorld' && peers.degree % 2 === 1)
    return [
      {
        code: 'topology/parity',
        message: `A small world starts from a ring in which each node has as many peers on either side, so ${peers.degree} must be even.`,
        paths,
      },
    ];
  return [];
}

/** A list of links joins nodes that exist, counted from 0. */
export function edgesMustJoinNodes(topology: Topology): ValueFinding[] {
  if (topology.peers.kind !== 'edges') return [];
  const nodes = nodesOf(topology);
  const isNode = (index: number) => Number.isInteger(index) && index >= 0 && index < nodes;
  const wrong = topology.peers.edges.find(([from, to]) => !isNode(from) || !isNode(to) || from === to);
  if (!wrong) return [];
  const [from, to] = wrong;
  const message =
    from === to
      ? `The list of links joins node ${from} with itself.`
      : `The list of links joins ${from} and ${to}, but nodes are counted from 0 to ${nodes - 1}.`;
  return [{ code: 'topology/edges', message, paths: ['topology.peers', ...groupPaths(topology)] }];
}

/** Latencies are finite and not negative; cities of a matrix should exist. */
export function matrixMustMakeSense(topology: Topology): ValueFinding[] {
  if (topology.latency.kind !== 'matrix') return [];
  const findings: ValueFinding[] = [];
  const known = new Set(CITIES.map((city) => city.name));
  const reported = new Set<string>();
  for (const { from, to } of topology.latency.entries)
    for (const city of [from, to]) {
      if (known.has(city) || reported.has(city)) continue;
      reported.add(city);
      findings.push({
        code: 'data/city',
        message: `The latency matrix names "${city}", which is no city of the table.${didYouMean(nearest(city, known))}`,
        paths: ['topology.latency'],
      });
    }
  return findings.slice(0, 3);
}

/** Overlays above this are not drawn while somebody types. */
const MOST_NODES_DRAWN = LIMITS.nodes;

/** Not every node can reach every other. `seed`: of the scenario that draws the overlay. */
export function overlayShouldBeConnected(topology: Topology, seed: number): ValueFinding[] {
  const nodes = nodesOf(topology);
  if (topology.peers.kind === 'full' || nodes > MOST_NODES_DRAWN || nodes < 2) return [];
  if (isRedrawnUntilConnected(topology)) return [];
  const parts = components(drawPeers(topology.peers, nodes, topology.links, streamKey(seed, 0, 'overlay')));
  if (parts.length === 1) return [];
  const shown = parts.slice(0, 3).map((part) => `{${describePart(part)}}`);
  const more = parts.length > shown.length ? ` and ${parts.length - shown.length} more` : '';
  return [
    {
      code: 'topology/disconnected',
      message: `The overlay falls into ${parts.length} parts that cannot reach each other: ${shown.join(', ')}${more}.`,
      paths: ['topology.peers', 'topology.links', ...groupPaths(topology)],
    },
  ];
}

/** Fewest peers with which redrawing practically always ends in a connected overlay. */
const SURELY_CONNECTED = 3;

function isRedrawnUntilConnected({ peers, links }: Topology): boolean {
  const enough =
    (peers.kind === 'regular' && peers.degree >= SURELY_CONNECTED) ||
    (peers.kind === 'random' && peers.dials >= SURELY_CONNECTED);
  return enough && links === 'twoWay';
}

function describePart(part: readonly number[]): string {
  const shown = part.slice(0, 6).join(', ');
  return part.length > 6 ? `${shown}, … ${part.length} nodes` : shown;
}

/** Nodes that a choice takes, or why it cannot. */
function chosen(
  choice: NodeChoice,
  paths: readonly string[],
  topology: Topology,
  what: string,
): { count: number; findings: ValueFinding[] } {
  const nodes = nodesOf(topology);
  if (choice.kind === 'all') return { count: nodes, findings: [] };
  if (choice.kind === 'random')
    return {
      count: choice.count,
      findings:
        choice.count <= nodes
          ? []
          : [
              {
                code: 'chain/nodes',
                message: `${what} takes ${plural(choice.count, 'node')}, but the topology \`${topology.name}\` has only ${nodes}.`,
                paths: [...paths, ...groupPaths(topology)],
              },
            ],
    };
  const findings: ValueFinding[] = [];
  let count = 0;
  for (const part of choice.parts) {
    const index = topology.groups.findIndex((group) => group.name === part.group);
    if (index < 0) {
      const names = topology.groups.map((group) => group.name);
      findings.push({
        code: 'name/unknown',
        message: `${what} names the group \`${part.group}\`, which the topology \`${topology.name}\` does not have.${didYouMean(nearest(part.group, names))}`,
        paths: [...paths, 'topology'],
      });
      continue;
    }
    const size = topology.groups[index].nodes;
    if (part.count !== undefined && part.count > size)
      findings.push({
        code: 'chain/nodes',
        message: `${what} takes ${part.count} of \`${part.group}\`, which has only ${plural(size, 'node')}.`,
        paths: [...paths, `topology.groups.${index}.nodes`],
      });
    count += part.count ?? size;
  }
  return { count, findings };
}

/** The nodes of a choice exist, and are enough for a quorum. `paths`: of those that choose, `what` they choose. */
function choiceMustServe(
  choice: NodeChoice,
  paths: readonly string[],
  topology: Topology,
  what: string,
): ValueFinding[] {
  const { count, findings } = chosen(choice, paths, topology, what);
  if (findings.length > 0) return findings;
  const fault = faultOfQuorum(count);
  if (!fault) return [];
  return [{ code: 'chain/quorum', message: `${what} ${fault}.`, paths: [...paths, ...groupPaths(topology)] }];
}

/** The nodes of a chain exist, and are enough for a quorum. */
export function chainsMustHaveNodes({ topology, primary, management }: Scenario): ValueFinding[] {
  return [
    ...choiceMustServe(primary.validators, ['primary.validators'], topology, '`primary.validators`'),
    ...choiceMustServe(management.nodes, ['management.nodes'], topology, '`management.nodes`'),
  ];
}

/** What the rules of its twins decide must exist in the system: the groups and as many nodes. */
export function policiesMustFitSystem({ topology, management }: Scenario): ValueFinding[] {
  const groups = topology.groups.map(({ name }) => name);
  return [
    ...choicesMustServe(management.policy, ['management.policy'], 'management.policy', topology),
    ...management.policyFor.flatMap(({ group, policy }, index): ValueFinding[] => {
      const path = `management.policyFor.${index}`;
      if (groups.includes(group)) return choicesMustServe(policy, [path], `${path}.policy`, topology);
      return [
        {
          code: 'name/unknown',
          message: `There is a policy for \`${group}\`, which the topology \`${topology.name}\` does not have.${didYouMean(nearest(group, groups))}`,
          paths: ['topology', path],
        },
      ];
    }),
  ];
}

function choicesMustServe(
  { name, decision }: Policy,
  named: readonly string[],
  path: string,
  topology: Topology,
): ValueFinding[] {
  if (decision.kind !== 'rules') return [];
  return decision.rules.flatMap(({ changes }, rule) =>
    changes.flatMap(({ property, value }, change) => {
      const choice = property === 'validators' ? choiceIn(value) : undefined;
      if (!choice) return [];
      const what = `\`primary.${property}\` in the policy \`${name}\``;
      return choiceMustServe(choice, [...named, `${path}.decision.rules.${rule}.changes.${change}`], topology, what);
    }),
  );
}

/** A policy for a group decides something only if a management node is in that group. Of nodes that are drawn, nobody knows. */
export function groupPoliciesShouldHaveTwins({ management }: Scenario): ValueFinding[] {
  const { nodes, policyFor } = management;
  if (nodes.kind !== 'groups') return [];
  const groups = nodes.parts.map(({ group }) => group);
  return policyFor.flatMap(({ group }, index): ValueFinding[] =>
    groups.includes(group)
      ? []
      : [
          {
            code: 'policy/no-twin',
            message: `Nobody follows the policy for \`${group}\`: the management nodes are all in ${anyOf(groups).replace(' or ', ' and ')}. Let \`management.nodes\` take nodes of \`${group}\`, or delete the policy.`,
            paths: [`management.policyFor.${index}`, 'management.nodes'],
          },
        ],
  );
}

function choiceIn(value: Change['value']): NodeChoice | undefined {
  if (value.kind === 'nodes') return value.choice;
  return value.kind === 'constant' ? { kind: 'random', count: value.value } : undefined;
}

/** Something must be left to measure. */
export function warmupMustBeShorterThanDuration({ duration, warmup }: Scenario): ValueFinding[] {
  if (warmup < duration) return [];
  return [
    {
      code: 'scenario/warmup',
      message: `The warm-up of ${warmup} s is not shorter than the duration of ${duration} s, so nothing would be measured.`,
      paths: ['warmup', 'duration'],
    },
  ];
}

/** The parameters of the workload must fit each other. */
export function arrivalsMustMakeSense({ primary }: Scenario): ValueFinding[] {
  const fault = primary.workload && faultOfArrivals(primary.workload.arrivals);
  return fault ? [{ code: 'value/range', message: fault, paths: ['primary.workload.arrivals'] }] : [];
}

/** A block holds at least one transaction, however large: where all are larger than a block, its size decides nothing. */
export function transactionsShouldFitBlocks({ primary }: Scenario): ValueFinding[] {
  if (!primary.workload) return [];
  const size = typical(primary.workload.size);
  if (!(size > primary.blockSize)) return [];
  const bytes = (value: number) => writeQuantity(Number(value.toPrecision(3)), DATA);
  return [
    {
      code: 'workload/size',
      message: `A transaction of ${bytes(size)} is larger than a block of ${bytes(primary.blockSize)}, so that most blocks hold a single transaction and are as large as that.`,
      paths: ['primary.workload.size', 'primary.blockSize'],
    },
  ];
}

/** A run that ends before noon never sees the peak of a daily cycle, which is rarely what is meant. */
export function runShouldReachNoon({ name, duration, primary }: Scenario): ValueFinding[] {
  const arrivals = primary.workload?.arrivals;
  if (arrivals?.kind !== 'daily' || duration >= DAY / 2) return [];
  const { mean, peak } = arrivals;
  const end = mean - (peak - mean) * Math.cos((2 * Math.PI * duration) / DAY);
  const rate = (value: number) => writeQuantity(Number(value.toPrecision(2)), TRANSACTION_RATE);
  return [
    {
      code: 'workload/daily',
      message: `\`daily\` is lowest at the start, and \`${name}\` ends before noon: the rate goes from ${rate(2 * mean - peak)} to ${rate(end)} and does not reach its peak.`,
      paths: ['primary.workload.arrivals', 'duration'],
    },
  ];
}

/** A run must stay within what one machine can do. */
export function runMustStayWithinLimits(scenario: Scenario): ValueFinding[] {
  const expected = estimate(scenario);
  const paths = [
    'duration',
    ...groupPaths(scenario.topology),
    'topology.peers',
    'primary.blockInterval',
    'primary.blockSize',
  ];
  if (expected.nodes > LIMITS.nodes)
    return [
      {
        code: 'scenario/limits',
        message: `The topology has ${expected.nodes} nodes; a run may have up to ${LIMITS.nodes}.`,
        paths: [...groupPaths(scenario.topology)],
      },
    ];
  if (expected.transmissions > LIMITS.transmissions)
    return [
      {
        code: 'scenario/limits',
        message: `The run would take about ${amount(expected.transmissions)} transmissions; up to ${amount(LIMITS.transmissions)} are allowed. Shorten the duration, or use fewer nodes or peers.`,
        paths,
      },
    ];
  if (expected.bytes > LIMITS.bytes)
    return [
      {
        code: 'scenario/limits',
        message: `The run would take about ${(expected.bytes / 1e9).toPrecision(2)} GB of memory; up to ${LIMITS.bytes / 1e9} GB are allowed. Shorten the duration, or use fewer nodes.`,
        paths,
      },
    ];
  return [];
}

const MILLION = 1e6;

/** `3 million`, `100 billion`, `2.5e+15`. */
function amount(value: number): string {
  if (value >= 1e15) return value.toExponential(1);
  const names: [number, string][] = [
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [MILLION, 'million'],
  ];
  const [scale, name] = names.find(([size]) => value >= size) ?? [1, ''];
  const scaled = Number((value / scale).toPrecision(2));
  return name === '' ? String(scaled) : `${scaled} ${name}`;
}

/** Rules about a topology alone. */
export function topologyFindings(topology: Topology): ValueFinding[] {
  const findings = [
    ...peersMustBeFewerThanNodes(topology),
    ...overlayMustExist(topology),
    ...edgesMustJoinNodes(topology),
  ];
  return [...findings, ...matrixMustMakeSense(topology)];
}

/** Rules about a whole scenario; the later ones make sense only where the earlier ones hold. */
export function scenarioFindings(scenario: Scenario): ValueFinding[] {
  const topology = topologyFindings(scenario.topology);
  const broken = topology.some((finding) => finding.code !== 'data/city');
  const rest = [
    ...chainsMustHaveNodes(scenario),
    ...policiesMustFitSystem(scenario),
    ...arrivalsMustMakeSense(scenario),
    ...warmupMustBeShorterThanDuration(scenario),
  ];
  if (broken || rest.length > 0) return [...topology, ...rest];
  return [
    ...topology,
    ...runMustStayWithinLimits(scenario),
    ...transactionsShouldFitBlocks(scenario),
    ...runShouldReachNoon(scenario),
    ...groupPoliciesShouldHaveTwins(scenario),
    ...overlayShouldBeConnected(scenario.topology, scenario.seed),
  ];
}
