import seedrandom from 'seedrandom';
import { NumberChain } from '../../engine/consensus/number-chain.js';
import { constant, constantTopology } from '../../engine/network/open-network.js';
import type { Comparison, Row } from '../comparison.js';

const LATENCY = 0.1;
const PAUSE = 50;
const TIMEOUT = 5;

/** Share of nodes that decide with the messages of view 0 alone, when each message is lost with probability `loss`. */
function decidedInTime(nodes: number, loss: number, heights: number): number {
  const topology = constantTopology(nodes, {
    latency: { kind: 'distribution', distribution: constant(LATENCY) },
    loss,
  });
  const settings = { topology, interval: PAUSE, timeout: TIMEOUT, proposer: () => 0, end: 1e8 };
  const chain = new NumberChain(settings).run(1e8, heights);
  const proposed = new Map(chain.proposals.filter(({ view }) => view === 0).map(({ height, time }) => [height, time]));
  let inTime = 0;
  let rounds = 0;
  for (let height = 2; height <= heights; height++) {
    // Only rounds that all nodes start in time, whatever becomes of them: the losses of other rounds are other ones.
    const starts = chain.decisions[height - 2].times;
    if (!(Math.max(...starts) - Math.min(...starts) < (TIMEOUT / 2) * 1e9)) continue;
    rounds++;
    const { times } = chain.decisions[height - 1];
    const start = proposed.get(height) ?? Number.NaN;
    inTime += times.filter((time) => time - start <= 3 * LATENCY * 1e9).length;
  }
  return inTime / (nodes * rounds);
}

/** The same by tossing a coin for every message of a round. */
function tossed(nodes: number, loss: number, rounds: number): number {
  const random = seedrandom.alea(`${nodes} ${loss}`);
  const arrives = () => random() >= loss;
  const f = Math.floor((nodes - 1) / 3);
  const all = Array.from({ length: nodes }, (_, node) => node);
  const count = (from: boolean[], to: number) =>
    from.filter((sends, node) => sends && (node === to || arrives())).length;
  let decided = 0;
  for (let round = 0; round < rounds; round++) {
    const proposal = all.map((node) => node === 0 || arrives());
    const prepares = all.map((node) => node !== 0 && proposal[node]);
    const prepared = all.map((node) => count(prepares, node) >= 2 * f && proposal[node]);
    decided += all.filter((node) => count(prepared, node) >= 2 * f + 1 && proposal[node]).length;
  }
  return decided / (nodes * rounds);
}

export function losses(): Comparison {
  const cases: [nodes: number, loss: number][] = [
    [4, 0.05],
    [4, 0.2],
    [7, 0.1],
    [16, 0.05],
    [16, 0.1],
  ];
  return {
    title: 'PBFT under losses',
    about: `Share of nodes that decide within three message times, without another view and without fetching a block, when every
message is lost on its own with a given probability. Theirs: coins tossed for every message of 40,000 rounds. Ours:
up to 3,000 decisions each.`,
    theirs: 'coins',
    unit: 'share',
    rows: cases.map(
      ([nodes, loss]): Row => ({
        figure: `${nodes} nodes, ${100 * loss} % of messages lost`,
        theirs: tossed(nodes, loss, 40_000),
        ours: decidedInTime(nodes, loss, 3000),
        tolerance: { absolute: 0.01 },
        decimals: 4,
      }),
    ),
  };
}
