import { protocolNamed } from '../../engine/consensus/protocols.js';
import { type Estimate, estimate } from '../experiments/statistics/interval.js';
import { BEHAVIOURS, type Behaviour, NODES } from './behaviours.js';
import {
  type Bases,
  BYZANTINE_COUNTS,
  byzantineSection,
  CONSENSUS,
  CRASHED,
  CUT_OFF,
  lossSection,
  outageSection,
  type Protocol,
  type Section,
} from './cases.js';
import { type Figure, type Figures, TITLES } from './figures.js';

/** The figures of every case, by its id, one entry for each replication. */
type Found = ReadonlyMap<string, readonly Figures[]>;

/** `docs/robustness.md`. @param system the simulated system as the text of a `.twin` file */
export function robustnessPage(bases: Bases, found: Found, replications: number, system: string): string {
  const of = (chain: Behaviour['chain']) => BEHAVIOURS.filter((behaviour) => behaviour.chain === chain);
  const parts = [
    introduction(replications, system),
    '## Byzantine twins',
    ...of('management').map((behaviour) => byzantinePart(bases, behaviour, found)),
    '## Byzantine validators',
    ...of('primary').map((behaviour) => byzantinePart(bases, behaviour, found)),
    overheadPart(bases, found),
    outagePart(bases, 'crash', CRASHED, found),
    outagePart(bases, 'partition', CUT_OFF, found),
    lossPart(bases, found),
    brokenPart(found),
  ];
  return `${parts.join('\n\n')}\n`;
}

function introduction(replications: number, system: string): string {
  return `# What faults cost

<!-- Written by \`npm run robustness\`. Do not edit. -->

The cost of Byzantine nodes, crashes, network partitions and lost messages for a managed chain, with each protocol on both chains.
The system:

\`\`\`
${system.trim()}
\`\`\`

A round of the primary times out after 2 s, and every failed round multiplies the timeout by 1.5. A cycle of the management chain
times out after 2 s. Throughout a run b nodes are Byzantine, from none to f + 1 = 3; they are drawn anew for every replication.

There are ${replications} replications of ten minutes, or of five with a crash or a partition. Brackets contain 95 % confidence intervals over
replications; those of values that cannot be negative are cut off at 0. The same replication has the same random numbers in all cases.
"–" means that there was nothing to measure. Theory gives means.`;
}

function byzantinePart(bases: Bases, behaviour: Behaviour, found: Found): string {
  const section = byzantineSection(bases, behaviour);
  const tables = behaviour.shows.map((figure, index) => {
    const theory = index === 0 ? behaviour.theory : undefined;
    const { title } = TITLES[figure];
    const rows = BYZANTINE_COUNTS.map((count) => [
      String(count),
      ...CONSENSUS.map((consensus) => cellOf(section, consensus, count, figure, found)),
      ...(theory ? [numberOrNone(theory(count))] : []),
    ]);
    return `${title}${theory ? '; last column: the addition that theory expects, compared with no Byzantine node' : ''}:

${markdown(['b', ...titles(), ...(theory ? ['theory: +'] : [])], rows)}`;
  });
  return `### \`${behaviour.text}\`

${behaviour.expected}

${tables.join('\n\n')}`;
}

function numberOrNone(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(2);
}

function overheadPart(bases: Bases, found: Found): string {
  const rows = BEHAVIOURS.filter(({ watches }) => !watches).flatMap((behaviour, index) => {
    const section = byzantineSection(bases, behaviour);
    const who = behaviour.chain === 'management' ? 'twin' : 'validator';
    return BYZANTINE_COUNTS.filter((count) => count > 0 || index === 0).map((count) => [
      count === 0 ? 'none' : `${counted(count, who)}: \`${behaviour.text}\``,
      ...CONSENSUS.map((consensus) => cellOf(section, consensus, count, 'overhead', found, Number.NEGATIVE_INFINITY)),
    ]);
  });
  return `## The overhead of a switch with Byzantine nodes

How much longer the mean switch block takes than other blocks, in per cent. Byzantine twins affect the management chain only, so theory
expects the same value in each of their rows. Byzantine validators slow down other blocks as well, so that a switch costs relatively
less. With chained HotStuff a block can be decided together with the one before.

${markdown(['Byzantine', ...titles()], rows)}`;
}

function outagePart(bases: Bases, kind: 'crash' | 'partition', counts: readonly number[], found: Found): string {
  const section = outageSection(bases, kind);
  const tableOf = (figure: Figure) => {
    const rows = counts.map((count) => [
      `${count} of ${NODES} (${Math.round((100 * count) / NODES)} %)`,
      ...CONSENSUS.map((consensus) => cellOf(section, consensus, count, figure, found)),
    ]);
    return markdown(['nodes', ...titles()], rows);
  };
  const what = kind === 'crash' ? 'down' : 'cut off from the others';
  return `## Recovery after a ${kind === 'crash' ? 'crash' : 'partition'}

The given number of nodes is ${what} from 60 s to 120 s. Theory: up to two do not stop the primary, so the next block comes within a
round, apart from failed rounds of missing proposers. ${
    kind === 'crash'
      ? 'With three or more no quorum is left. Every failed round multiplies the timeout by 1.5, so the current round ends up to half of the outage, 30 s, after their return.'
      : 'With three on one side neither side has five, and timeouts grow as in a crash.'
  }

${TITLES.recovery.title}:

${tableOf('recovery')}

${TITLES.recoveryOfManagement.title} (that of the current agreement, or of the next one after an interval of
15 s):

${tableOf('recoveryOfManagement')}`;
}

function lossPart(bases: Bases, found: Found): string {
  const section = lossSection(bases);
  const shown: Figure[] = ['throughput', 'blockTime', 'roundsFailed', 'agreement', 'delay', 'cyclesFailed', 'missed'];
  const rows = shown.flatMap((figure) =>
    [0, 10].map((lost) => [
      TITLES[figure].title,
      lost === 0 ? 'no' : `${lost} %`,
      ...CONSENSUS.map((consensus) => cellOf(section, consensus, lost, figure, found)),
    ]),
  );
  return `## Ten per cent of all messages lost

Messages are lost throughout the run, on every link. The primary uses gossip: a node gets a block or a vote from several neighbours,
and misses it only if all of these copies are lost. Members of the management chain send directly, so each message arrives with
probability 0.9: a member that misses votes or a proposal asks for them, or waits for the next cycle.

${markdown(['', 'lost', ...titles()], rows)}`;
}

function brokenPart(found: Found): string {
  const broken = [...found].flatMap(([id, figures]) => {
    const kinds = [...new Set(figures.flatMap(({ violated }) => violated))];
    const runs = figures.filter(({ violated }) => violated.length > 0).length;
    return kinds.length > 0 ? [[id, kinds.join(', '), `${runs} of ${figures.length}`]] : [];
  });
  const simulated = [...found.values()].reduce((sum, figures) => sum + figures.length, 0);
  const all = `${simulated} replications of ${found.size} cases.`;
  return `## Violated invariants

${
  broken.length === 0
    ? `No invariant was violated in any of ${all}`
    : `Invariants violated in ${all} With at most f = 2 Byzantine nodes, no violation is allowed.

${markdown(['case', 'invariants', 'replications'], broken)}`
}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function titles(): string[] {
  return CONSENSUS.map((name) => protocolNamed(name).title);
}

/** @param least lower bound of the interval */
function cellOf(
  { cases }: Section,
  consensus: Protocol,
  count: number,
  figure: Figure,
  found: Found,
  least = 0,
): string {
  const one = cases.find((candidate) => candidate.consensus === consensus && candidate.count === count);
  const figures = (one && found.get(one.id)) ?? [];
  return cell(
    figures.map((values) => values[figure]),
    TITLES[figure].digits,
    least,
  );
}

/** The mean and its interval over the replications with a value, and the number without one, if any. */
function cell(values: readonly (number | null)[], digits: number, least: number): string {
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
