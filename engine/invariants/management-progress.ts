import { toNanoseconds, toSeconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { ManagementChain } from '../model/scenario.js';
import type { Connections } from './connected.js';
import type { Honesty } from './honesty.js';
import type { Violated } from './violated.js';

/** A member repeats its request for a missed block after this time, s. */
const CATCHING_UP = 1;

/** With message loss, an agreement may take this many times as long. */
const LOSSY = 10;

/** Number of consecutive missed intervals that chance cannot explain. */
const MISSED = 3;

/**
 * While a quorum of members is up, honest and connected, intervals end with a configuration block. The invariant is
 * violated by an agreement that is neither reached nor abandoned, and by consecutive missed intervals of a chain that
 * has agreed before. Intervals in which an honest member votes against an honest proposal are not checked: policies may
 * differ.
 *
 * @param members ascending @param quorum votes that decide @param isLossy whether the topology loses messages
 */
export function watchManagementProgress(
  chain: ManagementChain,
  members: readonly number[],
  quorum: number,
  isLossy: boolean,
  { connections, honesty }: { connections: Connections; honesty: Honesty },
  violated: Violated,
): FactReader {
  const timeout = 2 * (members.length + 1) * (chain.cycleTimeout + CATCHING_UP);
  const longest = toNanoseconds(isLossy ? LOSSY * timeout : timeout);
  const proposers = new Map<number, number>();
  let open: { height: number; due: number; isExcused: boolean; cycles: number } | undefined;
  let version = -1;
  let most = members.length;
  /** Consecutive intervals missed without an excuse, and the end of the first one, ns. */
  let missed = 0;
  let first = 0;
  let hasAgreed = false;
  let isEnough = true;

  function look(): void {
    if (version === connections.version) return;
    version = connections.version;
    most = connections.most('management', members, chain.dissemination);
    isEnough = most >= quorum && !connections.isDisturbed;
    if (!isEnough && open) open.isExcused = true;
  }

  function broken(at: number, due: number, what: string): void {
    if (!open) return;
    const { height, cycles } = open;
    const enough = `${most} of ${members.length} members were up, honest and connected, and ${quorum} decide`;
    violated(at, {
      chain: 'management',
      message: `${what} ${height}, ${Math.round(toSeconds(at - due))} s after the interval had ended, although ${enough}`,
      nodes: [],
      heights: [height],
      because: [
        { at: due, text: `an interval ended: ${enough}` },
        { at, text: cycles > 0 ? `${cycles} proposal cycles of the last interval had failed` : 'no cycle had ended' },
      ],
    });
    open.isExcused = true;
  }

  return {
    ...Object.fromEntries(CHANGES.map((kind) => [kind, look])),
    intervalEnded: (at, { height }) => {
      look();
      proposers.clear();
      open = { height, due: at, isExcused: !isEnough, cycles: 0 };
    },
    configurationProposed: (_, { proposal, proposer }) => {
      proposers.set(proposal, proposer);
    },
    configurationRejected: (_, { proposal, node }) => {
      const proposer = proposers.get(proposal);
      const isHonest = (member: number | undefined) => member !== undefined && honesty.isHonest('management', member);
      if (open && isHonest(node) && isHonest(proposer)) open.isExcused = true;
    },
    cycleFailed: () => {
      if (open) open.cycles++;
    },
    configurationAgreed: () => {
      open = undefined;
      missed = 0;
      hasAgreed = true;
    },
    intervalMissed: (at) => {
      look();
      if (!open) return;
      missed = open.isExcused ? 0 : missed + 1;
      if (missed === 1) first = open.due;
      if (missed === MISSED && hasAgreed) broken(at, first, `${MISSED} intervals were missed at configuration block`);
      open = undefined;
    },
    secondPassed: (at) => {
      look();
      if (open && !open.isExcused && at - open.due > longest)
        broken(at, open.due, 'no agreement on configuration block');
    },
  };
}

/** Facts that change which nodes are connected. */
const CHANGES = [
  'nodeCrashed',
  'nodeRestarted',
  'partitionBegan',
  'partitionHealed',
  'disturbanceBegan',
  'disturbanceEnded',
  'byzantineBegan',
  'byzantineEnded',
] as const;
