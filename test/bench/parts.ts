import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { baseline, worldwide } from '../engine/scenarios.js';
import { measureRun } from './engine-case.js';
import { inGroups, SCHEDULES } from './faults.js';
import { inFreshProcess } from './fresh-process.js';
import { markdownTable } from './markdown-table.js';
import { COLLECTOR, sharesByModule } from './module-shares.js';

/** Runs before the measured one. */
const WARM_UP = 2;
/** Runs in the profile. */
const PROFILED = 3;

/** Parts of the engine, by the beginnings of the paths of their modules; the first that matches counts. */
const PARTS: readonly [name: string, ...paths: string[]][] = [
  [
    'votes: quorums, paths of least latency, draws of links',
    'engine/network/quorums/',
    'engine/network/latency-order',
    'engine/network/nearest-ways',
    'engine/network/links',
    'engine/kernel/sampler',
    'engine/kernel/normal',
    'engine/kernel/word-source',
  ],
  ['other messages and events', 'engine/network/', 'engine/kernel/event-queue', 'engine/simulation'],
  ['consensus', 'engine/consensus/'],
  ['the primary: blocks, configurations in force', 'engine/primary'],
  ['the management chain, with its signatures', 'engine/management/', 'node_modules/libsodium'],
  ['facts, rows, invariants, twins', 'engine/recording/', 'engine/measurement/', 'engine/invariants/', 'engine/twins/'],
  ['hashes', 'engine/kernel/hash', 'node_modules/@noble/hashes'],
  ['garbage collector', COLLECTOR],
];
const REST = 'the rest';

const minutes = (dissemination: 'direct' | 'gossip', change: (scenario: Scenario) => void = () => {}): Scenario => {
  const scenario = baseline({ duration: 1200, topology: worldwide({ nodes: 32 }) });
  scenario.primary.dissemination = dissemination;
  change(scenario);
  return scenario;
};
const troubled = (schedule: string): Scenario => ({ ...inGroups('direct'), faults: SCHEDULES[schedule] });

const CASES: Readonly<Record<string, () => Scenario>> = {
  direct: () => minutes('direct'),
  gossip: () => minutes('gossip'),
  'votes of 1 MB, gossip': () => minutes('gossip', ({ primary }) => Object.assign(primary, { votes: 'block' })),
  'uplinks shared, direct': () => minutes('direct', ({ topology }) => Object.assign(topology, { sharing: 'uplink' })),
  'the day, direct': () => troubled('a day with eight faults'),
  '1 MB/s, direct': () => troubled('1 MB/s, always'),
  '3 down, direct': () => troubled('3 nodes down, always'),
};

/** What one copy costs, in yardsticks, and the share of each part of the engine. */
export interface PartFigures {
  perCopy: number;
  shares: Readonly<Record<string, number>>;
}

/** Where the time of a copy goes: the cost of each part of the engine, in yardsticks per copy. */
export function partTable(): string {
  const columns = Object.keys(CASES).map((name) => inFreshProcess<PartFigures>('part', name));
  const names = [...PARTS.map(([name]) => name), REST];
  const rows = names.map((name) => [
    name,
    ...columns.map(({ perCopy, shares }) => shown(perCopy * (shares[name] ?? 0))),
  ]);
  return markdownTable(
    ['Y per copy', ...Object.keys(CASES)],
    [...rows, ['all of it', ...columns.map(({ perCopy }) => shown(perCopy))]],
  );
}

/** Measures and profiles one case in this process, which should be new. */
export async function runPartCase(name: string): Promise<PartFigures> {
  await prepare();
  const scenario = CASES[name]();
  for (let run = 0; run < WARM_UP; run++) measureRun(scenario);
  const perCopy = Math.min(...Array.from({ length: PROFILED }, () => measureRun(scenario).ratio));
  const byModule = await sharesByModule(() => {
    for (let run = 0; run < PROFILED; run++) {
      const simulation = new Simulation(scenario);
      simulation.advance(scenario.duration);
      simulation.results();
    }
  });
  const shares: Record<string, number> = {};
  for (const [module, share] of byModule) {
    const part = PARTS.find(([, ...paths]) => paths.some((path) => module.startsWith(path)))?.[0] ?? REST;
    shares[part] = (shares[part] ?? 0) + share;
  }
  return { perCopy, shares };
}

function shown(yardsticks: number): string {
  return yardsticks.toFixed(yardsticks < 0.1 ? 3 : 2);
}
