import { type Configuration, startingConfiguration } from '../model/configuration.js';
import { durationText } from '../model/duration-text.js';
import { LARGEST_NUMBER, LARGEST_SIZE, LONGEST_DURATION, LONGEST_TIME, MAX_LISTED } from '../model/magnitudes.js';
import type { Scenario } from '../model/scenario.js';
import { fieldFault, nodesOf } from '../twins/valid-configuration.js';
import { type Estimate, estimate } from './estimate.js';

/** Upper limits of a scenario. */
export const LIMITS: Pick<Estimate, 'nodes' | 'transmissions' | 'arrivals' | 'bytes'> = {
  nodes: 2048,
  transmissions: 1e11,
  arrivals: 1e8,
  bytes: 4e9,
};

/** Maximum number of candidates that twins may evaluate before each decision. */
export const MAX_CANDIDATES = 2000;

/** Copies of messages that a processor simulates in a second, for estimates in messages. */
const TRANSMISSIONS_A_SECOND = 2e6;

/** Shortest round or interval, s: with shorter ones simulated time would hardly advance. */
export const SHORTEST_ROUND = 1e-6;

/** Why a scenario is refused, and the paths of the properties that cause it, the most relevant first. */
export interface LimitFault {
  message: string;
  paths: string[];
}

/** A scenario exceeds a limit, or a run would never end. */
export class LimitExceeded extends Error {
  override name = 'LimitExceeded';
}

/**
 * Everything in a scenario that exceeds the limits: invalid numbers, simulated time that does not advance, too many
 * nodes, messages or transactions, or too much memory. Every entry point of scenarios checks this; {@link
 * mustBeWithinLimits} is the last check.
 */
export function limitFaults(scenario: Scenario): LimitFault[] {
  const numbers = numberFaults(scenario);
  return numbers.length > 0 ? numbers : excesses(scenario);
}

function excesses(scenario: Scenario): LimitFault[] {
  const expected = estimate(scenario);
  const counted = tooMany(expected, scenario);
  if (expected.nodes > LIMITS.nodes) return counted;
  return [...standstill(expected, scenario), ...counted, ...tooFarAhead(expected, scenario)].slice(0, 1);
}

function tooFarAhead({ lookAhead }: Estimate, { management }: Scenario): LimitFault[] {
  if (!lookAhead) return [];
  const { candidates, runs, horizon, transmissions } = lookAhead;
  if (candidates <= MAX_CANDIDATES && transmissions <= LIMITS.transmissions) return [];
  const seconds = transmissions / TRANSMISSIONS_A_SECOND;
  const most =
    candidates > MAX_CANDIDATES
      ? `A twin may have up to ${whole(MAX_CANDIDATES)} candidates, but this one has ${whole(candidates)}.`
      : `Up to ${durationText(LIMITS.transmissions / TRANSMISSIONS_A_SECOND)} of computing are allowed.`;
  return [
    {
      message: `Twins would look ahead in about ${amount(runs, 2)} runs of ${durationText(horizon)}, some ${durationText(roughly(seconds))} of computing. ${most} List fewer values, or lower \`replications\`, \`horizon\` or the duration.`,
      paths: [
        'management.policy',
        ...management.policyFor.map((_, index) => `management.policyFor.${index}`),
        'duration',
      ],
    },
  ];
}

function whole(count: number): string {
  return count.toLocaleString('en-US');
}

/** An estimate is precise to two digits. */
function roughly(seconds: number): number {
  return Number(seconds.toPrecision(2));
}

/** @throws LimitExceeded if {@link limitFaults} finds anything */
export function mustBeWithinLimits(scenario: Scenario): void {
  const [fault] = limitFaults(scenario);
  if (fault) throw new LimitExceeded(fault.message);
}

/**
 * Checks configurations that twins compute against the limits of their scenario. The result says why a run under a
 * configuration would exceed them; undefined if it would not. Each configuration is checked once.
 */
export function excessOf(scenario: Scenario): (configuration: Configuration) => string | undefined {
  const known = new WeakMap<Configuration, { message?: string }>();
  return (configuration) => {
    let found = known.get(configuration);
    if (!found) {
      found = { message: excesses({ ...scenario, primary: { ...scenario.primary, ...configuration } })[0]?.message };
      known.set(configuration, found);
    }
    return found.message;
  };
}

function tooMany(expected: Estimate, scenario: Scenario): LimitFault[] {
  const groups = scenario.topology.groups.map((_, index) => `topology.groups.${index}.nodes`);
  if (expected.nodes > LIMITS.nodes)
    return [
      {
        message: `The topology has ${whole(expected.nodes)} nodes; a run may have up to ${whole(LIMITS.nodes)}.`,
        paths: groups,
      },
    ];
  if (expected.transmissions > LIMITS.transmissions) {
    const [found, most] = apart(expected.transmissions, LIMITS.transmissions);
    return [
      {
        message: `The run would take about ${found} transmissions; up to ${most} are allowed. Shorten the duration, or use fewer nodes or peers.`,
        paths: [
          'duration',
          ...groups,
          'topology.peers',
          'primary.blockInterval',
          'primary.blockSize',
          'management.interval',
          'topology.latency',
          ...scenario.topology.groups.map((_, index) => `topology.groups.${index}.bandwidth`),
        ],
      },
    ];
  }
  if (expected.arrivals > LIMITS.arrivals) {
    const [found, most] = apart(expected.arrivals, LIMITS.arrivals);
    return [
      {
        message: `About ${found} ${drawn(scenario)} during the run; up to ${most} are allowed. Shorten the duration, or let fewer arrive.`,
        paths: ['primary.workload.arrivals', 'duration'],
      },
    ];
  }
  if (expected.bytes > LIMITS.bytes)
    return [
      {
        message: `The run would take about ${gigabytes(expected.bytes)} of memory; up to ${LIMITS.bytes / 1e9} GB are allowed. Shorten the duration, use fewer nodes, or a smaller pool.`,
        paths: memoryPaths(scenario, groups),
      },
    ];
  return [];
}

function drawn({ primary }: Scenario): string {
  return primary.workload?.arrivals.kind === 'bursts'
    ? 'transactions or changes of their rate would have to be drawn'
    : 'transactions would arrive';
}

/** The largest use of memory comes first. */
function memoryPaths({ primary }: Scenario, groups: readonly string[]): string[] {
  const pool = (primary.workload?.pool ?? 0) * 16 > LIMITS.bytes / 2;
  const rest = ['duration', ...groups, 'topology.peers', 'primary.blockInterval', 'primary.blockSize'];
  return pool
    ? ['primary.workload.pool', ...rest]
    : [...rest, 'primary.workload.arrivals', 'primary.workload.pool', 'management.interval', 'topology.latency'];
}

function standstill({ round, interval }: Estimate, { topology }: Scenario): LimitFault[] {
  const network = ['topology.latency', ...topology.groups.map((_, index) => `topology.groups.${index}.bandwidth`)];
  if (round < SHORTEST_ROUND)
    return [
      {
        message: `A round of the primary would take ${nanoseconds(round)}, so that simulated time hardly passes; it must take at least 1 µs. Give the primary a \`blockInterval\`, or the topology a \`latency\`.`,
        paths: ['primary.blockInterval', ...network, 'primary.blockSize'],
      },
    ];
  if (interval < SHORTEST_ROUND)
    return [
      {
        message: `Configuration blocks would follow each other after ${nanoseconds(interval)}, so that simulated time hardly passes; it must be at least 1 µs. Give the management chain a longer \`interval\`.`,
        paths: ['management.interval', ...network],
      },
    ];
  return [];
}

/** Invalid numbers. Only text or JSON from elsewhere can have them: the language refuses them where they are written. */
function numberFaults(scenario: Scenario): LimitFault[] {
  const faults: LimitFault[] = [];
  const wrong = (path: string, message: string) => faults.push({ message: `\`${path}\` ${message}.`, paths: [path] });
  const { duration, warmup, topology, primary, management } = scenario;
  const between = (path: string, value: number, most: number, least = 0) => {
    if (!(value >= least && value <= most)) wrong(path, `must be between ${least} and ${most}, and is ${value}`);
  };
  between('duration', duration, LONGEST_DURATION, 1e-9);
  between('warmup', warmup, LONGEST_DURATION);
  const uncountable = uncountableIn(scenario);
  if (faults.length === 0 && uncountable)
    wrong(uncountable.join('.'), `must hold numbers up to ${LARGEST_NUMBER}, which can be counted with`);
  if (faults.length > 0) return faults;
  const listed = (path: string, length: number) => {
    if (length > MAX_LISTED) wrong(path, `must list up to ${whole(MAX_LISTED)}, and lists ${whole(length)}`);
  };
  if (topology.peers.kind === 'edges') listed('topology.peers', topology.peers.edges.length);
  if (topology.latency.kind === 'matrix') listed('topology.latency', topology.latency.entries.length);
  for (const [name, chain] of [
    ['primary', primary],
    ['management', management],
  ] as const) {
    between(`${name}.headerSize`, chain.headerSize, LARGEST_SIZE);
    between(`${name}.voteSize`, chain.voteSize, LARGEST_SIZE);
    between(`${name}.messageValidation`, chain.messageValidation, LONGEST_TIME);
    between(`${name}.blockValidation`, chain.blockValidation, LONGEST_TIME);
  }
  between('primary.transactionSize', primary.transactionSize, LARGEST_SIZE);
  between('management.configurationBlockSize', management.configurationBlockSize, LARGEST_SIZE);
  between('management.cycleTimeout', management.cycleTimeout, LONGEST_TIME, 1e-9);
  const fault = fieldFault(startingConfiguration(primary), nodesOf(scenario.topology));
  if (fault?.unit) wrong(`primary.${fault.name}`, fault.message);
  return faults;
}

/** The keys that lead to a number that is NaN, infinite or too large. */
function uncountableIn(value: unknown): string[] | undefined {
  if (typeof value === 'number') return Math.abs(value) <= LARGEST_NUMBER ? undefined : [];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = uncountableIn(part);
    if (found) return [key, ...found];
  }
  return undefined;
}

function nanoseconds(seconds: number): string {
  return seconds < 1e-9 ? 'less than a nanosecond' : `${Number((seconds * 1e9).toPrecision(2))} ns`;
}

function gigabytes(bytes: number): string {
  return bytes >= 1e15 ? `${(bytes / 1e9).toExponential(1)} GB` : `${Number((bytes / 1e9).toPrecision(2))} GB`;
}

/** An amount and its maximum, with as many digits as distinguish them. */
function apart(found: number, most: number): [string, string] {
  for (let digits = 2; digits < 6; digits++)
    if (amount(found, digits) !== amount(most, digits)) return [amount(found, digits), amount(most, 2)];
  return [`slightly more than ${amount(most, 2)}`, amount(most, 2)];
}

const NAMES: readonly [number, string][] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
];

/** `3 million`, `100 billion`, `2.5e+15`. */
function amount(value: number, digits: number): string {
  if (value >= 1e15) return value.toExponential(1);
  const [scale, name] = NAMES.find(([size]) => value >= size) ?? [1, ''];
  const scaled = Number((value / scale).toPrecision(digits));
  return name === '' ? whole(Math.round(scaled)) : `${scaled} ${name}`;
}
