import { type Comparison, type Row, STANDARD_ERRORS, standardErrors, type Tolerance } from './comparison.js';

const LAWS = `## Laws that are tested without figures

| what | where |
| --- | --- |
| The laws of every run, over random scenarios: agreement on both chains, conservation of messages, verifiable links, phases that sum to the total, no effect before its cause | \`test/engine/laws.test.ts\` |
| The network gives the same bytes as a slow and obvious one in which every copy of a message is an event | \`test/engine/laws.test.ts\`, \`test/engine/reference/\` |
| Chosen runs keep their bytes, and Chromium gives the same ones as Node | \`test/engine/golden/\` |
| A flood reaches every node at its shortest-path distance, against Bellman and Ford over the same delays | \`test/engine/network/flood.test.ts\` |
| PBFT meets its closed form to a microsecond over random sizes, latencies and validation times; its phases end by sorting over random latency matrices; a decision takes \`(n - 1) + (n - 1)² + n (n - 1)\` messages | \`test/engine/consensus/pbft.test.ts\` |
| View changes: silent proposers, f and f + 1 silent nodes, certificates that survive; a decision after a silent proposer comes exactly a timeout and four messages later | \`test/engine/consensus/view-change.test.ts\` |
| Tendermint, BigFooT and HotStuff, chained and step by step: their closed forms, message counts and view changes | \`test/engine/consensus/\` |
| The editor's estimates of block times and agreement are within 5 % of the simulation, for every protocol and dissemination | \`test/language/editor/closed-form.test.ts\` |
| A switch between any two protocols under load loses no block and no transaction; three hundred in a row do not stop the chain | \`test/engine/primary/switching.test.ts\` |
| Under every protocol, no two nodes decide differently under random delays, timeouts, losses and outages, and all decide in the end | \`test/engine/consensus/safety.test.ts\` |
| Under every protocol, nodes that a vote divides, or that a few rejections and a silent node divide, return to one view and decide what a quorum supports; missed intervals end for all | \`test/engine/consensus/divided-vote.test.ts\`, \`test/engine/twins/divided-twins.test.ts\` |
| Algorithm 1: proposers, cycles, missed intervals, proofs that are forged, short or double-counted | \`test/engine/management/\` |
| Algorithm 2, case by case | \`test/engine/primary/reconfiguration.test.ts\` |
| A node that is cut off for a while catches up with both chains | \`test/engine/primary/recovery.test.ts\`, \`test/engine/consensus/catching-up.test.ts\` |
| Every distribution fits (Kolmogorov and Smirnov, chi-square) and has its moments; log and exp have the bits of V8 | \`test/engine/kernel/\` |
| Quantiles are R-7, as those of d3-array | \`test/engine/measurement/statistics.test.ts\` |
`;

const DIFFERENCES = `## What is modelled differently, and why

Compared with SymbChainSim, the simulator of the paper:

- **Votes** carry a digest by default, as PBFT specifies them; \`votes: block\` makes them carry the block, as there.
- **Links** carry traffic both ways by default; \`links: oneWay\` is as in SymbChainSim. The default overlay is \`regular(16)\`: every
  node has exactly 16 peers.
- **Bandwidth** is that of the link on which a message travels. In SymbChainSim both ends draw one and the lower counts;
  the comparison draws from the distribution of that minimum.
- **f** is \`floor((n - 1) / 3)\`, not \`floor(n / 3)\`, and votes are bound to a block, not only to a round: a chain
  cannot fork with f crashed nodes.
- **Transactions** of a round that fails stay in the pool, and an empty pool does not stall the chain.
- **Headers** are counted once.
- **Randomness** comes from one stream per purpose and is drawn by key: a change of one parameter changes no other draw.

Compared with real systems, for every figure of a simulation:

- Computation takes no time beyond \`messageValidation\` and \`blockValidation\`. If signatures or execution take as long as
  the network, results are optimistic.
- Delays of different messages are independent, and a message is delivered whole: there is no packet loss with
  retransmission, no congestion beyond \`sharing: uplink\`.
- Recovery of blocks is modelled as a request and a reply that carries the proof.
`;

/** Makes `docs/validation.md` from the comparisons. */
export function page(comparisons: readonly Comparison[]): string {
  const sections = comparisons.map(section).join('\n');
  return `# How the engine is validated

The tests compute every figure on this page, and compare it with the one beside it. A test fails if a difference exceeds its
tolerance, or if this page is not up to date.

| to | run |
| --- | --- |
| compute and compare every figure here | \`npx vitest run test/validation\` |
| regenerate this page after an intended change | \`npx vitest run test/validation -u\` |
| check the laws of the engine | \`npx vitest run test/engine\` |

All runs have fixed seeds, so the figures are the same on every machine. If both sides are samples, the tolerance is sampling
error: SE is the standard error of the difference. A difference of four SE occurs by chance once in 16,000 comparisons. [All
of them together](#all-differences-together) are compared with chance, too.

${sections}
${LAWS}
${DIFFERENCES}`;
}

function section({ title, about, theirs, unit, rows }: Comparison): string {
  return `## ${title}

${about}

| ${unit || 'figure'} | ${theirs} | ours | difference | tolerance |
| --- | ---: | ---: | ---: | ---: |
${rows.map((row) => line(row, unit)).join('\n')}
`;
}

function line(row: Row, unit: string): string {
  const { figure, theirs, ours, decimals } = row;
  const show = (value: number) => value.toFixed(decimals);
  return `| ${figure} | ${show(theirs)} | ${show(ours)} | ${difference(row, unit)} | ${tolerated(row, unit)} |`;
}

function difference(row: Row, unit: string): string {
  const { theirs, ours, tolerance, decimals } = row;
  if ('relative' in tolerance) return signed(100 * (ours / theirs - 1), 2, '%');
  if ('standardError' in tolerance) return signed(standardErrors(row, tolerance.standardError), 1, 'SE');
  return signed(ours - theirs, decimals, unit);
}

function signed(value: number, decimals: number, unit: string): string {
  const shown = value.toFixed(decimals);
  if (Number(shown) === 0) return `0 ${unit}`;
  return `${value > 0 ? '+' : ''}${shown} ${unit}`;
}

function tolerated({ tolerance, decimals }: Row, unit: string): string {
  if ('from' in tolerance) return `${tolerance.from} to ${tolerance.to} ${unit}`;
  if ('relative' in tolerance) return percent(tolerance);
  if ('standardError' in tolerance) {
    return `${STANDARD_ERRORS} SE = ${(STANDARD_ERRORS * tolerance.standardError).toFixed(decimals)} ${unit}`.trim();
  }
  return unit === 's' && tolerance.absolute < 1e-3 ? `${tolerance.absolute * 1e6} µs` : `${tolerance.absolute} ${unit}`;
}

function percent({ relative }: Extract<Tolerance, { relative: number }>): string {
  return `${Number((100 * relative).toFixed(3))} %`;
}
