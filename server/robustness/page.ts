import { protocol } from '../../engine/consensus/protocols.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { type Estimate, estimate } from '../experiments/statistics/interval.js';
import {
  BEHAVIOURS,
  type Behaviour,
  byzantineCase,
  CONSENSUS,
  COUNTS,
  CRASHED,
  CUT_OFF,
  lossCase,
  MEMBERS,
  outageCase,
  type Protocol,
} from './cases.js';
import type { Figures } from './figures.js';

/** The figures of every case, by its id, one entry for each replication. */
type Found = ReadonlyMap<string, readonly Figures[]>;

/** `docs/robustness.md`. */
export function robustnessPage(base: Scenario, found: Found, replications: number): string {
  const sections = [
    introduction(base, replications),
    ...BEHAVIOURS.map((behaviour) => byzantineSection(base, behaviour, found)),
    overheadSection(base, found),
    outageSection(base, 'crash', CRASHED, found),
    outageSection(base, 'partition', CUT_OFF, found),
    lossSection(base, found),
    invariantsSection(found),
  ];
  return `${sections.join('\n\n')}\n`;
}

function introduction({ management, primary }: Scenario, replications: number): string {
  return `# What faults cost

<!-- Written by \`npm run robustness\`. Do not edit. -->

What Byzantine twins, crashes, split networks and lost messages cost a managed chain, under each protocol on both chains. The
system is that of [\`byzantine.twin\`](../examples/byzantine.twin): sixteen nodes, all of which validate (f = 5, eleven votes
decide), and ${MEMBERS} members of the management chain (f = 2, five votes decide), which agree every 15 s; a cycle times out after
${management.cycleTimeout} s, a round after ${primary.roundTimeout} s and ${primary.timeoutGrowth} times as long after each that failed.

The simulations are short, and there are few of each: ${replications} replications of ten minutes with Byzantine twins or lost messages, of
five with a crash or a split network. Intervals in brackets have 95 % confidence over the replications, the same replication has
the same luck everywhere, and "–" stands where there was nothing to measure. What theory says stands beside it; it is about
means, so that a wide interval which holds it says little. Intervals of what cannot be negative are cut off at 0.`;
}

function byzantineSection(base: Scenario, behaviour: Behaviour, found: Found): string {
  const cycle = base.management.cycleTimeout;
  const of = (consensus: Protocol, count: number) =>
    found.get(byzantineCase(base, consensus, behaviour, count).id) ?? [];
  const table = (figure: (figures: Figures) => number | null, digits: number) =>
    COUNTS.map((count) => [
      String(count),
      ...CONSENSUS.map((consensus) => cell(of(consensus, count).map(figure), digits)),
    ]);
  const theory = (count: number) => {
    const parts = behaviour.expected(count, MEMBERS);
    return parts === null ? '' : (parts * cycle).toFixed(2);
  };
  const hasTheory = COUNTS.some((count) => theory(count) !== '');
  const agreements = table(({ agreement }) => agreement, 2).map((row, i) =>
    hasTheory ? [...row, theory(COUNTS[i])] : row,
  );
  return `## Twins that are ${behaviour.name}

\`byzantine b twins { ${behaviour.text} }\`. ${EXPECTED[behaviour.name]}

Agreement delay, s${hasTheory ? '; last column: what theory adds to that of no Byzantine twin' : ''}:

${markdown(['b', ...titles(), ...(hasTheory ? ['theory: +'] : [])], agreements)}

Delay of all phases, s:

${markdown(
  ['b', ...titles()],
  table(({ delay }) => delay, 2),
)}

Configuration blocks in ten minutes:

${markdown(
  ['b', ...titles()],
  table(({ agreed }) => agreed, 0),
)}

Missed intervals in ten minutes:

${markdown(
  ['b', ...titles()],
  table(({ missed }) => missed, 1),
)}`;
}

/** What is expected, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  silent:
    'A silent proposer costs one cycle timeout and no more. The first proposer is drawn at random and the others follow it, so that b/(n−b+1) cycles fail on average before an honest one.',
  invalid: 'Honest members refuse at once and go on to the next cycle: a cycle costs message delays, and no timeout.',
  equivocating:
    'One half of the members hears of one block, the other half of another. With one liar neither half has five votes, and the cycle times out as with a silent proposer. With two, their double votes give one half a quorum, and there is little to wait for. Three are 2q − n: both halves may have a quorum then, and the chain forks.',
  late: 'Late by 90 % of the timeout is within the rules: a late proposer costs 0.9 timeouts whenever it comes first, with probability b/n.',
  mute: 'Up to n − q = 2 mute voters cost no timeout: a quorum waits for slower votes. With three of seven, the others are no quorum. What one of the mute proposes is decided all the same where a proposal counts as a vote of its proposer, so that cycles fail until it is the turn of one; under Tendermint, where it does not count, nothing is decided.',
};

function overheadSection(base: Scenario, found: Found): string {
  const rows = BEHAVIOURS.flatMap((behaviour) =>
    COUNTS.filter((count) => count > 0 || behaviour === BEHAVIOURS[0]).map((count) => [
      count === 0 ? 'none' : `${count} ${behaviour.name}`,
      ...CONSENSUS.map((consensus) =>
        cell(
          (found.get(byzantineCase(base, consensus, behaviour, count).id) ?? []).map(
            ({ overhead }) => overhead && 100 * overhead,
          ),
          0,
          Number.NEGATIVE_INFINITY,
        ),
      ),
    ]),
  );
  return `## What a switch costs meanwhile

Mean block time at a switch against that of other blocks, in per cent more. The twins lie on the management chain only, so
that theory expects the same in every row. A block of chained HotStuff can come together with the one before.

${markdown(['Byzantine twins', ...titles()], rows)}`;
}

function outageSection(base: Scenario, kind: 'crash' | 'partition', counts: readonly number[], found: Found): string {
  const what = kind === 'crash' ? 'down' : 'cut off from the others';
  const rows = (figure: (figures: Figures) => number | null) =>
    counts.map((count) => [
      `${count} of 16 (${Math.round((100 * count) / 16)} %)`,
      ...CONSENSUS.map((consensus) =>
        cell((found.get(outageCase(base, consensus, kind, count).id) ?? []).map(figure), 1),
      ),
    ]);
  const title = kind === 'crash' ? 'Recovery after a crash' : 'Recovery after a split';
  return `## ${title}

So many nodes are ${what} from 60 s to 120 s. Theory: up to five do not stop the primary, so that the next block comes within a
round, failed rounds of those who are missing included. ${
    kind === 'crash'
      ? 'With six and more no quorum is left; timeouts have grown when they return, by a factor of 1.5 with every failed round, so that it takes up to half of the outage, 30 s, until the round that is under way ends.'
      : 'A side with eleven goes on. Where neither has, timeouts grow as in a crash.'
  }

Seconds until the next final block:

${markdown(
  ['nodes', ...titles()],
  rows(({ recovery }) => recovery),
)}

Seconds until the next configuration block: of an agreement that is under way, or of the next one, for which an interval of 15 s has to
end first:

${markdown(
  ['nodes', ...titles()],
  rows(({ recoveryOfManagement }) => recoveryOfManagement),
)}`;
}

function lossSection(base: Scenario, found: Found): string {
  const figures: [string, (figures: Figures) => number | null, number][] = [
    ['throughput, tx/s', ({ throughput }) => throughput, 0],
    ['block time, s', ({ blockTime }) => blockTime, 3],
    ['agreement delay, s', ({ agreement }) => agreement, 2],
    ['delay of all phases, s', ({ delay }) => delay, 2],
    ['failed cycles in ten minutes', ({ cyclesFailed }) => cyclesFailed, 1],
    ['missed intervals in ten minutes', ({ missed }) => missed, 1],
  ];
  const rows = figures.flatMap(([name, figure, digits]) =>
    (['no', '10 %'] as const).map((loss) => [
      name,
      loss,
      ...CONSENSUS.map((consensus) => {
        const one = loss === 'no' ? byzantineCase(base, consensus, BEHAVIOURS[0], 0) : lossCase(base, consensus);
        return cell((found.get(one.id) ?? []).map(figure), digits);
      }),
    ]),
  );
  return `## Ten per cent of all messages lost

Throughout, on every link. The primary gossips: a node hears a block or a vote from several neighbours, and misses it only where
all of those copies are lost. Members of the management chain send directly, so that each message arrives with probability
0.9: a member that misses votes or a proposal asks for them, or waits for the next cycle.

${markdown(['', 'lost', ...titles()], rows)}`;
}

function invariantsSection(found: Found): string {
  const broken = [...found].flatMap(([id, figures]) => {
    const kinds = [...new Set(figures.flatMap(({ violated }) => violated))];
    const runs = figures.filter(({ violated }) => violated.length > 0).length;
    return kinds.length > 0 ? [[`\`${id}\``, kinds.join(', '), `${runs} of ${figures.length}`]] : [];
  });
  const simulated = [...found.values()].reduce((sum, figures) => sum + figures.length, 0);
  const all = `${simulated} simulations of ${found.size} cases.`;
  return `## What broke

${
  broken.length === 0
    ? `No invariant was violated in any of ${all}`
    : `Invariants that were violated, among ${all} With at most f Byzantine members none may be.

${markdown(['case', 'invariants', 'replications'], broken)}`
}`;
}

function titles(): string[] {
  return CONSENSUS.map((name) => protocol(name).title);
}

/**
 * The mean and its interval, over the replications that have a value; how many have none, where some do.
 *
 * @param least what the interval is cut off at
 */
function cell(values: readonly (number | null)[], digits: number, least = 0): string {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return '–';
  const missing = values.length - there.length;
  return `${interval(estimate(there), digits, least)}${missing > 0 ? `, none in ${missing}` : ''}`;
}

function interval({ mean, low, high }: Estimate, digits: number, least: number): string {
  if (!Number.isFinite(low) || low === high) return mean.toFixed(digits);
  return `${mean.toFixed(digits)} [${Math.max(least, low).toFixed(digits)}, ${high.toFixed(digits)}]`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
