import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { alea } from 'seedrandom';
import { moments } from '../../../engine/measurement/moments.js';
import { estimate } from '../../../server/experiments/statistics/interval.js';
import { isPreciseEnough } from '../../../server/experiments/statistics/sequential.js';
import type { Comparison, Row } from '../comparison.js';

/** A distribution of results of replications, with a known mean. */
interface Population {
  name: string;
  mean: number;
  /** Numbers of replications per experiment. */
  replications?: readonly number[];
  draw: (random: () => number) => number;
}

const REPLICATIONS = [3, 5, 10, 20, 40];
const FEW_AND_MANY = [5, 20];
const EXPERIMENTS = 2000;
const SEQUENCES = 200;

const exponential = (random: () => number) => -Math.log(1 - random());
const normal = (random: () => number) => Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random());

const POPULATIONS: readonly Population[] = [
  { name: 'normal', mean: 5, draw: (random) => 5 + normal(random) },
  { name: 'exponential', mean: 1, draw: exponential },
  {
    name: 'medians of eleven exponential',
    mean: harmonic(11) - harmonic(5),
    replications: FEW_AND_MANY,
    draw: medianOfEleven,
  },
  { name: 'greatest of fifty exponential', mean: harmonic(50), replications: FEW_AND_MANY, draw: greatestOfFifty },
];

function harmonic(n: number): number {
  return Array.from({ length: n }, (_, k) => 1 / (k + 1)).reduce((sum, part) => sum + part, 0);
}

function medianOfEleven(random: () => number): number {
  return Float64Array.from({ length: 11 }, () => exponential(random)).sort()[5];
}

function greatestOfFifty(random: () => number): number {
  return Math.max(...Array.from({ length: 50 }, () => exponential(random)));
}

/**
 * Coverage: percentage of experiments whose 95 % interval contains the true mean, for our interval and for Student's.
 */
function coverage({ name, mean, draw }: Population, replications: number): { ours: number; student: number } {
  const random = alea(`coverage/${name}/${replications}`);
  const quantile = studentQuantile(0.975, replications - 1);
  const covered = { ours: 0, student: 0 };
  for (let experiment = 0; experiment < EXPERIMENTS; experiment++) {
    const values = Array.from({ length: replications }, () => draw(random));
    const { low, high } = estimate(values);
    if (low <= mean && mean <= high) covered.ours++;
    const { mean: found, sd } = moments(Float64Array.from(values));
    if (Math.abs(found - mean) <= (quantile * sd) / Math.sqrt(replications)) covered.student++;
  }
  return { ours: (100 * covered.ours) / EXPERIMENTS, student: (100 * covered.student) / EXPERIMENTS };
}

/** Percentage of experiments that stop within the tolerance of the true mean. */
function stoppedRight({ name, mean, draw }: Population, tolerance: number): number {
  const random = alea(`stopping/${name}`);
  let right = 0;
  for (let experiment = 0; experiment < SEQUENCES; experiment++) {
    const values: number[] = [];
    do values.push(draw(random));
    while (!isPreciseEnough(values, { confidence: 0.95, tolerance }));
    const found = values.reduce((sum, value) => sum + value, 0) / values.length;
    if (Math.abs(found - mean) <= tolerance * mean) right++;
  }
  return (100 * right) / SEQUENCES;
}

const STOPPING: readonly [figure: string, population: Population, tolerance: number][] = [
  [
    'until within 10 %: normal values with a standard deviation of a quarter of their mean',
    { name: 'normal', mean: 4, draw: (random) => 4 + normal(random) },
    0.1,
  ],
  ['until within 20 %: exponential values', { name: 'exponential', mean: 1, draw: exponential }, 0.2],
  [
    'until within 30 %: an event that occurs in one of five replications',
    { name: 'rare', mean: 0.2, draw: (random) => (random() < 0.2 ? 1 : 0) },
    0.3,
  ],
];

export function intervals(): Comparison {
  const found = POPULATIONS.flatMap((population) =>
    (population.replications ?? REPLICATIONS).map((n) => ({ population, n, ...coverage(population, n) })),
  );
  const skewed = found.filter(({ population, n }) => population.name === 'exponential' && n >= 5);
  const students = skewed.map(({ student }) => student);
  const rows = found.map(
    ({ population, n, ours }): Row => ({
      figure: `${population.name}, ${n} replications`,
      theirs: 95,
      ours,
      tolerance: { from: n < 10 ? 91 : 93, to: 98 },
      decimals: 1,
    }),
  );
  rows.push(
    ...STOPPING.map(
      ([figure, population, tolerance]): Row => ({
        figure,
        theirs: 95,
        ours: stoppedRight(population, tolerance),
        tolerance: { from: 91, to: 100 },
        decimals: 1,
      }),
    ),
  );
  return {
    title: 'Confidence intervals',
    about: `How often the 95 % interval of an experiment contains the true mean, over ${EXPERIMENTS.toLocaleString('en-US')} experiments a
row whose replications are drawn from a known distribution; and how often \`until 95% confidence\` stops within its
tolerance of the truth, over ${SEQUENCES} experiments a row. The intervals are Student's, extended to the side of the
longer tail ([experiments](experiments.md#intervals)). Student's interval alone would cover
${Math.min(...students).toFixed(1)} to ${Math.max(...students).toFixed(1)} % of the exponential ones with 5 to 40 replications.`,
    theirs: 'nominal',
    unit: '%',
    rows,
  };
}
