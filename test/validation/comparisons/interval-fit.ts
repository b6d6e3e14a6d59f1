import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import lognormalCdf from '@stdlib/stats-base-dists-lognormal-cdf';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { streamKey } from '../../../engine/kernel/streams.js';
import { Intervals } from '../../../engine/management/interval.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { Language } from '../../../language/index.js';
import { DISTRIBUTIONS } from '../../../language/properties/distributions.js';
import { numbers } from '../../engine/observed-run.js';
import { MemoryFiles, uriIn, WORKSPACE } from '../../language/memory-files.js';
import { chiSquareBounds } from '../chance.js';
import type { Comparison, Row } from '../comparison.js';
import { simulate } from './block-times.js';

const INTERVALS = 2000;
/** Number of equiprobable bins for the intervals. */
const CELLS = 100;
/** Duration of the runs that check that a simulation uses these intervals. */
const CHECKED_DURATION = '10min';

type Cdf = (seconds: number) => number;

/**
 * A distribution in the notation of the language, with its theory: a distribution function, or values with their
 * probabilities.
 */
type Case = { text: string } & ({ cdf: Cdf } | { values: [seconds: number, share: number][] });

const exponential =
  (mean: number): Cdf =>
  (x) =>
    x < 0 ? 0 : 1 - Math.exp(-x / mean);
const normal =
  (mean: number, sd: number): Cdf =>
  (x) =>
    normalCdf(x, mean, sd);
const uniform =
  (lo: number, hi: number): Cdf =>
  (x) =>
    Math.min(1, Math.max(0, (x - lo) / (hi - lo)));
const mixed =
  (...parts: [weight: number, cdf: Cdf][]): Cdf =>
  (x) =>
    parts.reduce((sum, [weight, cdf]) => sum + weight * cdf(x), 0);
/** The distribution truncated to [lo, hi]: a draw outside is repeated. */
const clamped =
  (cdf: Cdf, lo: number, hi = Number.POSITIVE_INFINITY): Cdf =>
  (x) =>
    (cdf(Math.min(hi, Math.max(lo, x))) - cdf(lo)) / (cdf(hi) - cdf(lo));

/** For a log-normal distribution whose value, not its logarithm, has mean 30 s and standard deviation 10 s. */
const LOG_VARIANCE = Math.log(1 + (10 / 30) ** 2);

const CASES: Case[] = [
  { text: 'constant(30s)', values: [[30, 1]] },
  { text: 'uniform(10s, 50s)', cdf: uniform(10, 50) },
  { text: 'normal(30s, 5s)', cdf: normal(30, 5) },
  { text: 'normal(30s, 30s)', cdf: clamped(normal(30, 30), 0) },
  { text: 'normal(30s, 20s) clamped to [25s, 60s]', cdf: clamped(normal(30, 20), 25, 60) },
  {
    text: 'lognormal(30s, 10s)',
    cdf: (x) => lognormalCdf(x, Math.log(30) - LOG_VARIANCE / 2, Math.sqrt(LOG_VARIANCE)),
  },
  { text: 'exponential(30s)', cdf: exponential(30) },
  { text: 'exponential(30s) clamped to [10s, 60s]', cdf: clamped(exponential(30), 10, 60) },
  { text: 'gamma(30s, 4)', cdf: (x) => gammaCdf(x, 4, 4 / 30) },
  { text: 'gamma(30s, 0.5)', cdf: (x) => gammaCdf(x, 0.5, 0.5 / 30) },
  { text: 'weibull(20s, 1.5)', cdf: (x) => 1 - Math.exp(-((x / 20) ** 1.5)) },
  { text: 'pareto(10s, 2.5)', cdf: (x) => 1 - (10 / x) ** 2.5 },
  {
    text: 'triangular(10s, 20s, 50s)',
    cdf: (x) => (x < 20 ? (x - 10) ** 2 / (40 * 10) : 1 - (50 - x) ** 2 / (40 * 30)),
  },
  {
    text: 'empirical("intervals.csv", "s", s)',
    values: [
      [10, 0.25],
      [20, 0.5],
      [45, 0.25],
    ],
  },
  {
    text: 'mixture(0.8: normal(20s, 2s), 0.2: exponential(60s))',
    cdf: clamped(mixed([0.8, normal(20, 2)], [0.2, exponential(60)]), 0),
  },
  {
    text: 'mixture(0.5: uniform(10s, 20s), 0.5: exponential(30s)) clamped to [15s, 90s]',
    cdf: clamped(mixed([0.5, uniform(10, 20)], [0.5, exponential(30)]), 15, 90),
  },
];
const CSV = 's\n10\n20\n45\n20\n';

/** A scenario with this interval, whose management chain agrees at once. */
async function scenario(text: string, seed: number): Promise<Scenario> {
  const file = `topology Near { nodes: 4  peers: full  latency: 0ms  bandwidth: 100GB/s }
scenario Intervals {
  topology: Near
  duration: ${CHECKED_DURATION}
  seed: ${seed}
  primary { blockInterval: ${CHECKED_DURATION} }
  management { nodes: 4  interval: ${text} }
}`;
  const files = new MemoryFiles({ 'main.twin': file, 'intervals.csv': CSV });
  const language = new Language({ files, roots: [WORKSPACE] });
  const lowered = language.lower(await language.load(uriIn('main.twin')));
  if (!lowered.ok) throw new Error(lowered.diagnostics.map(({ message }) => message).join('\n'));
  return lowered.scenario;
}

/** The intervals that the engine draws for the chain, in seconds. The first ones are checked against a run. */
function intervalsOf(scenario: Scenario): number[] {
  const drawn = new Intervals(scenario.management.interval, streamKey(scenario.seed, 0, 'cbi'));
  const sample = Array.from({ length: INTERVALS }, (_, n) => drawn.at(n) / 1e9);
  const results = simulate(scenario);
  const decided = [0, ...numbers(results, 'configurationBlocks', 'decided')];
  numbers(results, 'configurationBlocks', 'due').forEach((due, n) => {
    if (Math.abs(due - decided[n] - sample[n]) > 1e-6) throw new Error(`interval ${n} of the run is another one`);
  });
  return sample;
}

/** Observed and expected count of each bin or value. */
function counts(test: Case, sample: readonly number[]): { observed: number[]; expected: number[] } {
  if ('values' in test) {
    const expected = test.values.map(([, share]) => share * sample.length);
    const observed = test.values.map(([value]) => sample.filter((x) => Math.abs(x - value) < 1e-6).length);
    return { observed, expected };
  }
  const observed = new Array<number>(CELLS).fill(0);
  for (const value of sample) observed[Math.min(CELLS - 1, Math.max(0, Math.floor(test.cdf(value) * CELLS)))]++;
  return { observed, expected: new Array<number>(CELLS).fill(sample.length / CELLS) };
}

export async function intervalFit(): Promise<Comparison> {
  const rows: Row[] = [];
  let [sum, degrees] = [0, 0];
  for (const [index, test] of CASES.entries()) {
    const { observed, expected } = counts(test, intervalsOf(await scenario(test.text, index + 1)));
    const ours = observed.reduce((square, count, cell) => square + (count - expected[cell]) ** 2 / expected[cell], 0);
    rows.push(fitted(`\`${test.text}\``, expected.length - 1, ours));
    sum += ours;
    degrees += expected.length - 1;
  }
  rows.push(fitted('all', degrees, sum));
  // A distribution fitted to measurements is another kind of distribution once it has been read.
  const drawn = DISTRIBUTIONS.filter(({ form }) => form !== 'fitted');
  const missing = drawn.filter(({ name }) => !CASES.some(({ text }) => text.startsWith(name)));
  if (missing.length > 0) throw new Error(`no case for ${missing.map(({ name }) => name).join(', ')}`);
  return {
    title: 'Configuration block intervals of every distribution',
    about: `The intervals that the engine draws for a scenario text, seen to be those of a run from the end of an agreement until the
next one is due, against the exact distribution functions: Pearson's χ² over ${CELLS} cells of equal probability, or over the
single values of \`constant\` and \`empirical\`, for ${INTERVALS.toLocaleString('en')} intervals of each. Intervals of zero or less are drawn again. Theirs: the
degrees of freedom, which are the mean of χ². χ² stays within the tolerance in 99.9 % of cases.`,
    theirs: 'degrees of freedom',
    unit: 'χ²',
    rows,
  };
}

function fitted(figure: string, degrees: number, ours: number): Row {
  const tolerance = degrees === 0 ? { from: 0, to: 0 } : chiSquareBounds(degrees);
  return { figure, theirs: degrees, ours, tolerance, decimals: 0 };
}
