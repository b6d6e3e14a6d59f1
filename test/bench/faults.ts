import type { Fault, NodeSet } from '../../engine/model/faults.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare } from '../../engine/simulation.js';
import { baseline } from '../engine/scenarios.js';
import { cpuPairs, type Pairs } from './cpu-pairs.js';
import { measureRun } from './engine-case.js';
import { inFreshProcess } from './fresh-process.js';
import { markdownTable } from './markdown-table.js';

/** Simulated seconds of one run, and number of measured pairs of runs after one warm-up pair. */
const SECONDS = 1200;
const PAIRS = 7;

/** Almost the whole run. */
const LONG = { from: 60, to: SECONDS - 60 };

const any = (count: number): NodeSet[] => [{ kind: 'nodes', count }];
const carriers = (count: number): NodeSet => ({ kind: 'group', group: 'Carriers', count });
const drop = { kind: 'drop' as const, share: 0.01 };
const slow = { kind: 'slow' as const, nodes: [carriers(4)], factor: 3 };
const narrow: Pick<Extract<Fault, { kind: 'change' }>, 'kind' | 'change'> = {
  kind: 'change',
  change: { bandwidth: { kind: 'normal', mean: 1e6, sd: 0.2e6, within: { lo: 0 } } },
};

/** Fault schedules by name. */
export const SCHEDULES: Readonly<Record<string, Fault[]>> = {
  'a day with eight faults': [
    { kind: 'crash', nodes: any(3), losesVotes: false, from: 120, to: 210 },
    {
      kind: 'partition',
      sides: [
        [{ kind: 'group', group: 'Banks' }],
        [
          { kind: 'group', group: 'Ports' },
          { kind: 'group', group: 'Carriers' },
        ],
      ],
      oneWay: false,
      from: 300,
      to: 330,
    },
    { ...drop, from: 480, to: 600 },
    { ...slow, from: 660, to: 720 },
    { ...narrow, from: 780, to: 840 },
    {
      kind: 'crash',
      nodes: [
        { kind: 'node', group: 'Banks', number: 2 },
        { kind: 'node', group: 'Ports', number: 1 },
      ],
      losesVotes: false,
      from: 900,
      to: 945,
    },
    {
      kind: 'byzantine',
      nodes: [{ kind: 'twins', count: 1 }],
      behaviour: { propose: { kind: 'invalid' } },
      from: 0,
      to: SECONDS,
    },
    {
      kind: 'byzantine',
      nodes: [{ kind: 'group', group: 'Banks', count: 1 }],
      behaviour: { propose: { kind: 'equivocate' }, vote: { kind: 'against' } },
      from: 0,
      to: SECONDS,
    },
  ],
  '1 % of messages lost, always': [{ ...drop, ...LONG }],
  '4 nodes slow, always': [{ ...slow, ...LONG }],
  '1 MB/s, always': [{ ...narrow, ...LONG }],
  '3 nodes down, always': [{ kind: 'crash', nodes: any(3), losesVotes: false, ...LONG }],
  '2 relay nothing, always': [
    { kind: 'byzantine', nodes: any(2), behaviour: { relay: 'never' }, from: 0, to: SECONDS },
  ],
};

export interface FaultCase {
  schedule: string;
  dissemination: 'direct' | 'gossip';
}

export interface FaultFigures extends Pairs {
  /** CPU time per copy in a run with faults, in yardsticks measured at the same time. */
  perCopy: number;
}

/** Cost of faults: the baseline in three groups, with and without a fault schedule. */
export function faultTable(): string {
  const rows = Object.keys(SCHEDULES).flatMap((schedule) =>
    (['direct', 'gossip'] as const).map((dissemination) => {
      const { median, low, high, perCopy } = inFreshProcess<FaultFigures>('fault', { schedule, dissemination });
      const ratios = [median.toFixed(2), `${low.toFixed(2)} … ${high.toFixed(2)}`];
      return [schedule, dissemination, ...ratios, perCopy.toFixed(2)];
    }),
  );
  return markdownTable(
    ['what goes wrong', 'dissemination', 'runs with over without', 'middle half', 'Y per copy'],
    rows,
  );
}

/** Runs one case in this process, which should be new. */
export async function runFaultCase({ schedule, dissemination }: FaultCase): Promise<FaultFigures> {
  await prepare();
  const scenario = inGroups(dissemination);
  const troubled = { ...scenario, faults: SCHEDULES[schedule] };
  const pairs = cpuPairs(troubled, scenario, PAIRS);
  return { ...pairs, perCopy: measureRun(troubled).ratio };
}

/** The baseline in three groups, which schedules of faults name. */
export function inGroups(dissemination: 'direct' | 'gossip'): Scenario {
  const plain = baseline({ duration: SECONDS });
  const [group] = plain.topology.groups;
  const groups = [
    { ...group, name: 'Banks', nodes: 6 },
    { ...group, name: 'Ports', nodes: 10 },
    { ...group, name: 'Carriers', nodes: 16 },
  ];
  return {
    ...plain,
    topology: { ...plain.topology, groups },
    primary: { ...plain.primary, dissemination },
  };
}
