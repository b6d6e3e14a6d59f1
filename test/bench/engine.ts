import { readFileSync } from 'node:fs';
import { PROTOCOLS } from '../../engine/consensus/protocols.js';
import { againstPage } from './against-page.js';
import { type ColdFigures, runCold } from './cold-run.js';
import type { Pairs } from './cpu-pairs.js';
import type { EngineCase, EngineFigures } from './engine-case.js';
import { inFreshProcess } from './fresh-process.js';
import { markdownTable } from './markdown-table.js';
import { peersTable } from './peers.js';

/** Simulated seconds by number of nodes; each takes some seconds of real time. */
const SIZES: readonly [nodes: number, seconds: number][] = [
  [16, 1200],
  [32, 900],
  [64, 300],
  [128, 60],
  [256, 20],
  [512, 40],
];

/** The page with the last published figures. The benchmark must be started in the project's root folder. */
const PAGE = 'docs/performance.md';

/** How speed and memory grow with the network. */
export function growthTable(): string {
  const rows: string[][] = [];
  const add = (name: string, given: EngineCase) => {
    const figures = measure(given);
    rows.push([
      name,
      String(given.nodes),
      figures.simulatedPerSecond.toFixed(figures.simulatedPerSecond < 10 ? 1 : 0),
      millions(figures.eventsPerSecond),
      millions(figures.transmissionsPerSecond),
      figures.ratio.toFixed(3),
      figures.peak.toFixed(0),
    ]);
  };
  for (const dissemination of ['direct', 'gossip'] as const) {
    for (const [nodes, seconds] of SIZES) add(dissemination, { dissemination, nodes, seconds, runs: 3 });
  }
  for (const dissemination of ['direct', 'gossip'] as const) {
    add(`${dissemination}, uplinks shared`, { dissemination, nodes: 32, seconds: 900, runs: 3, sharesUplinks: true });
  }
  const head = [
    'dissemination',
    'nodes',
    'simulated s per CPU s',
    'M events/s',
    'M copies/s',
    'Y per copy',
    'peak MiB',
  ];
  return againstPage(markdownTable(head, rows), page(), 2, 'Y per copy');
}

/** Cost of one decision in Twinchain and in other simulators. */
export function instead(): string {
  return peersTable((nodes, seconds) => measure({ dissemination: 'direct', nodes, seconds, runs: 3 }));
}

function page(): string {
  return readFileSync(PAGE, 'utf8');
}

/** Cost of simulating each protocol, and cost of each protocol to its chain. */
export function protocolTable(): string {
  const rows: string[][] = [];
  for (const dissemination of ['direct', 'gossip'] as const) {
    for (const { name } of PROTOCOLS) {
      const figures = measure({ consensus: name, dissemination, nodes: 32, seconds: 900, runs: 3 });
      rows.push([
        dissemination,
        name,
        figures.blockTime.toFixed(3),
        figures.copiesPerBlock.toFixed(0),
        figures.simulatedPerSecond.toFixed(0),
        figures.ratio.toFixed(3),
      ]);
    }
  }
  const head = ['dissemination', 'protocol', 's per block', 'copies per block', 'simulated s per CPU s', 'Y per copy'];
  return againstPage(markdownTable(head, rows), page(), 2, 'Y per copy');
}

/** One hour of the paper's baseline with a cold start, and the cost of longer runs and of measuring. */
export function baselineTable(): string {
  const rows = (['direct', 'gossip'] as const).map((dissemination) => {
    const args = ['examples/baseline.twin', '--set', `primary.dissemination=${dissemination}`];
    const hour = cold(args);
    const longer = cold([...args, '--set', 'duration=4h']);
    const longest = runCold([...args, '--set', 'duration=12h']);
    const recording = inFreshProcess<Pairs>('recording', dissemination);
    const percent = (ratio: number) => `${(100 * (ratio - 1)).toFixed(1)} %`;
    return [
      dissemination,
      hour.cpu.toFixed(2),
      ((hour.cpu * 100) / hour.yardstick).toFixed(2),
      hour.peak.toFixed(0),
      longer.peak.toFixed(0),
      longest.peak.toFixed(0),
      percent(recording.median),
      `${percent(recording.low)} … ${percent(recording.high)}`,
    ];
  });
  const head = [
    'dissemination',
    'CPU s of 1 h, cold',
    'the same in 10⁷ Y',
    'peak MiB of 1 h',
    'of 4 h',
    'of 12 h',
    'measuring costs',
    'middle half',
  ];
  return againstPage(markdownTable(head, rows), page(), 1, 'the same in 10⁷ Y');
}

function measure(given: EngineCase): EngineFigures {
  return inFreshProcess<EngineFigures>('case', given);
}

/** The median of three. */
function cold(args: string[]): ColdFigures {
  const runs = Array.from({ length: 3 }, () => runCold(args));
  return runs.sort((a, b) => a.cpu / a.yardstick - b.cpu / b.yardstick)[1];
}

function millions(value: number): string {
  return (value / 1e6).toFixed(value < 1e7 ? 2 : 1);
}
