import { estimate } from '../experiments/statistics/interval.js';
import type { Case, Comparison } from './cases.js';
import type { Figures } from './figures.js';

/** A comparison with its cases. */
export interface Compared {
  comparison: Comparison;
  cases: readonly Case[];
}

/** The figures of every case, by its id, one entry for each replication. */
type Found = ReadonlyMap<string, readonly Figures[]>;

const BEGIN = '<!-- Written by `npm run twins` from here on. Do not edit. -->';
const END = '<!-- To here. -->';

/** A page with the measured tables between its two marks. */
export function withTables(page: string, compared: readonly Compared[], found: Found): string {
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error('The page has no place for its tables.');
  return `${page.slice(0, before + BEGIN.length)}\n\n${tables(compared, found)}\n\n${page.slice(after)}`;
}

function tables(compared: readonly Compared[], found: Found): string {
  const replications = Math.max(...[...found.values()].map((figures) => figures.length));
  const rows = compared.flatMap(({ comparison, cases }) => {
    const figures = cases.map(({ id }) => found.get(id) ?? []);
    const first = meanLatency(figures[0]);
    return [
      [`**${comparison.title}**`, '', '', '', ''],
      ...cases.map(({ name }, i) => [name, ...cells(figures[i]), `${digits(first / meanLatency(figures[i]))} ×`]),
    ];
  });
  const head = ['', 'latency of a transaction, s', 'block size, MB', 'look-ahead runs', 'gain over the first row'];
  rows.push(
    ['**What real systems report**', '', '', '', ''],
    ...REPORTED.map(([name, gain]) => [name, '', '', '', gain]),
  );
  return `${replications} replications with the same random numbers in each row. Brackets contain 95 % confidence intervals over replications.

${markdown(head, rows)}

${agreement(compared, found)}`;
}

/** Gains reported for other benchmarks, in throughput; not comparable digit by digit. */
const REPORTED = [
  [
    'BFTBrain (NSDI 2025) learns which of six protocols to run',
    '1.18 to 2.19 × the throughput of fixed protocols, while conditions change',
  ],
  [
    'AdaChain (VLDB 2023) learns block sizes and orders of execution',
    '0.82 to 0.97 × the best fixed choice, 1.6 to 31 × the worst, by its own data',
  ],
] as const;

function cells(figures: readonly Figures[]): string[] {
  const latencies = figures.flatMap(({ latency }) => (latency === null ? [] : [latency]));
  const sizes = figures.map(({ blockSize }) => blockSize / 1e6);
  const runs = figures.reduce((sum, figure) => sum + figure.runs, 0) / figures.length;
  return [interval(latencies), interval(sizes), runs > 0 ? Math.round(runs).toLocaleString('en') : '–'];
}

function meanLatency(figures: readonly Figures[]): number {
  return figures.reduce((sum, { latency }) => sum + (latency ?? Number.NaN), 0) / figures.length;
}

/** Share of proposals for which `exact` would have made the same choice. */
function agreement(compared: readonly Compared[], found: Found): string {
  const rows = compared.flatMap(({ cases }) =>
    cases.flatMap(({ id, name }) => {
      const figures = found.get(id) ?? [];
      const proposals = figures.reduce((sum, figure) => sum + figure.proposals, 0);
      if (!name.includes('mirrored')) return [];
      const alike = figures.reduce((sum, figure) => sum + figure.alike, 0);
      const shares = figures.map((figure) => (100 * figure.alike) / figure.proposals);
      return [[`\`${id.split('-')[1]}\``, `${alike} of ${proposals}`, `${interval(shares, 100)} %`]];
    }),
  );
  return `How often a twin proposes from its mirror what it would have proposed from the true state, with the same random numbers. No
message is lost in these scenarios:

${markdown(['policy', 'identical proposals', 'share'], rows)}`;
}

/**
 * The mean and its interval, to three digits of the mean.
 * @param most bound of the interval
 */
function interval(values: readonly number[], most = Number.POSITIVE_INFINITY): string {
  if (values.length === 0) return '–';
  const { mean, low, high } = estimate(values);
  const text = (value: number) => value.toFixed(decimals(mean));
  if (!Number.isFinite(low) || low === high) return text(mean);
  return `${text(mean)} [${text(Math.max(0, low))}, ${text(Math.min(most, high))}]`;
}

function digits(value: number): string {
  return value.toFixed(decimals(value));
}

/** Decimals that give three digits. */
function decimals(value: number): number {
  return Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9))));
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
