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

/** `docs/robustness.md`. @param system what is simulated, as a `.twin` file has it */
export function robustnessPage(bases: Bases, found: Found, replications: number, system: string): string {
  const of = (chain: Behaviour['chain']) => BEHAVIOURS.filter((behaviour) => behaviour.chain === chain);
  const parts = [
    introduction(replications, system),
    '## Twins that lie',
    ...of('management').map((behaviour) => byzantinePart(bases, behaviour, found)),
    '## Validators that lie',
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

What Byzantine nodes, crashes, split networks and lost messages cost a managed chain, under each protocol on both chains. This is
the system:

\`\`\`
${system.trim()}
\`\`\`

A round of the primary times out after 2 s, and 1.5 times as long after each that failed; a cycle of the management chain after
2 s. b nodes are Byzantine throughout, from none to f + 1 = 3; which ones is drawn anew for every replication.

There are ${replications} replications of ten minutes, of five with a crash or a split network. Intervals in brackets have 95 % confidence
over the replications, the same replication has the same random numbers everywhere, and "–" stands where there was nothing to measure. What
theory says stands beside it; it is about means. Intervals of what cannot be negative are cut off at 0.`;
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
    return `${title}${theory ? '; last column: what theory adds to that of no Byzantine node' : ''}:

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
  return `## What a switch costs meanwhile

Mean block time at a switch against that of other blocks, in per cent more. Twins that lie do so on the management chain only, so
that theory expects the same in each of their rows. Validators that lie make other blocks slow as well, so that a switch
costs less beside them. A block of chained HotStuff can come together with the one before.

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

So many nodes are ${what} from 60 s to 120 s. Theory: up to two do not stop the primary, so that the next block comes within a
round, failed rounds of those who are missing included. ${
    kind === 'crash'
      ? 'With three and more no quorum is left; timeouts have grown when they return, by a factor of 1.5 with every failed round, so that it takes up to half of the outage, 30 s, until the round that is under way ends.'
      : 'With three on one side neither has five, and timeouts grow as in a crash.'
  }

${TITLES.recovery.title}:

${tableOf('recovery')}

${TITLES.recoveryOfManagement.title}: of an agreement that is under way, or of the next one, for which an interval of
15 s has to end first:

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

Throughout, on every link. The primary gossips: a node hears a block or a vote from several neighbours, and misses it only where
all of those copies are lost. Members of the management chain send directly, so that each message arrives with probability
0.9: a member that misses votes or a proposal asks for them, or waits for the next cycle.

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
  return `## What broke

${
  broken.length === 0
    ? `No invariant was violated in any of ${all}`
    : `Invariants that were violated, among ${all} With at most f = 2 Byzantine nodes none may be.

${markdown(['case', 'invariants', 'replications'], broken)}`
}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function titles(): string[] {
  return CONSENSUS.map((name) => protocolNamed(name).title);
}

/** @param least what the interval is cut off at */
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

/** The mean and its interval, over the replications that have a value; how many have none, where some do. */
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
