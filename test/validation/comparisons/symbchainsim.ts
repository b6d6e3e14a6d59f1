import { moments } from '../../../engine/measurement/moments.js';
import { ascending, quantile } from '../../../engine/measurement/quantile.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { numbers } from '../../engine/observed-run.js';
import { baseline, worldwide } from '../../engine/scenarios.js';
import { chiSquareQuantile } from '../chance.js';
import type { Comparison, Row, Tolerance } from '../comparison.js';
import { recordedTurns, shareOfTurns, simulate, type Turns } from './block-times.js';

/** Seeds and seconds of the runs. Each run covers whole turns of all 32 proposers. */
const GOSSIP = { seeds: 24, seconds: 60 };
const DIRECT = { seeds: 8, seconds: 60 };

/** Figures of SymbChainSim's first seed over one hour, s. Its single block times are not available. */
const FIRST_SEED = { p5: 0.775, p95: 0.876, sd: 0.031 };
/** SymbChainSim's median block times for five seeds, s. */
const MEDIANS = Float64Array.of(0.811, 0.842, 0.805, 0.806, 0.785);

/** The lower of two draws of normal(10 MB/s, 0.5 MB/s) is nearly normal, with this mean and standard deviation. */
const BANDWIDTH = {
  kind: 'normal' as const,
  mean: 10e6 - 0.5e6 / Math.sqrt(Math.PI),
  sd: 0.5e6 * Math.sqrt(1 - 1 / Math.PI),
  within: { lo: 0 },
};

/** The settings of SymbChainSim's runs as a scenario. */
function scenario(dissemination: 'direct' | 'gossip', seed: number, duration: number): Scenario {
  const { primary, management } = baseline();
  const topology = worldwide({ peers: { kind: 'random', dials: 16 }, links: 'oneWay' });
  return baseline({
    seed,
    duration,
    topology: { ...topology, groups: [{ ...topology.groups[0], bandwidth: BANDWIDTH }] },
    primary: {
      ...primary,
      quorum: 'classic',
      dissemination,
      votes: 'block',
      headerSize: 0.102e6,
      blockSize: 0.992e6,
      messageValidation: 0.001,
      blockValidation: 0.01,
    },
    management: { ...management, quorum: 'classic', interval: { kind: 'constant', value: 1e6 } },
  });
}

function turns(dissemination: 'direct' | 'gossip', { seeds, seconds }: { seeds: number; seconds: number }): Turns[] {
  return Array.from({ length: seeds }, (_, i) => turnsOf(simulate(scenario(dissemination, i + 1, seconds))));
}

function turnsOf(results: Results): Turns {
  // The first block has no predecessor.
  return {
    seconds: Float64Array.from(numbers(results, 'blocks', 'blockTime')).slice(1),
    proposer: numbers(results, 'blocks', 'proposer').slice(1),
  };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = ({ seconds }: Turns) => quantile(ascending(seconds), 0.5);
const deviation = ({ seconds }: Turns) => moments(seconds).sd;

/** 95 % confidence range of the standard deviation of a normal distribution, from a sample. */
function spreads(sample: Float64Array): Tolerance {
  const degrees = sample.length - 1;
  const bound = (p: number) => moments(sample).sd * Math.sqrt(degrees / chiSquareQuantile(p, degrees));
  return { from: Number(bound(0.975).toFixed(4)), to: Number(bound(0.025).toFixed(4)) };
}

export function symbchainsimGossip(): Comparison {
  const ours = turns('gossip', GOSSIP);
  const theirs = [recordedTurns(2), recordedTurns(3)];
  const quantiles = (runs: Turns[], p: number) => runs.map(({ seconds }) => quantile(ascending(seconds), p));
  const rows: Row[] = [
    {
      figure: 'median block time, mean over seeds (theirs: five)',
      theirs: moments(MEDIANS).mean,
      ours: mean(ours.map(median)),
      tolerance: { relative: 0.04 },
      decimals: 4,
    },
    {
      figure: 'spread of the medians over seeds, standard deviation (theirs: five)',
      theirs: moments(MEDIANS).sd,
      ours: moments(Float64Array.from(ours, median)).sd,
      tolerance: spreads(MEDIANS),
      decimals: 4,
    },
    {
      figure: 'standard deviation within a run, mean over seeds (theirs: three)',
      theirs: mean([FIRST_SEED.sd, ...theirs.map(deviation)]),
      ours: mean(ours.map(deviation)),
      tolerance: { from: 0.02, to: 0.045 },
      decimals: 4,
    },
    {
      figure: '5th percentile, mean over seeds (theirs: three)',
      theirs: mean([FIRST_SEED.p5, ...quantiles(theirs, 0.05)]),
      ours: mean(quantiles(ours, 0.05)),
      tolerance: { relative: 0.06 },
      decimals: 4,
    },
    {
      figure: '95th percentile, mean over seeds (theirs: three)',
      theirs: mean([FIRST_SEED.p95, ...quantiles(theirs, 0.95)]),
      ours: mean(quantiles(ours, 0.95)),
      tolerance: { relative: 0.06 },
      decimals: 4,
    },
    {
      figure: 'share of the variance that is whose turn it was, mean over seeds (theirs: two)',
      theirs: mean(theirs.map(shareOfTurns)),
      ours: mean(ours.map(shareOfTurns)),
      tolerance: { relative: 0.05 },
      decimals: 4,
    },
  ];
  return {
    title: 'Block times of the simulator that the paper used, gossip',
    about: `SymbChainSim in its public version with bandwidth per message, five seeds, of 600 simulated seconds and
more; the block times of two of them are in \`test/validation/data/\`. Settings in our terms: 32 nodes in cities drawn
worldwide, \`peers: random(16)\`, \`links: oneWay\`, \`latency: geographic\`, the lower of two draws of
normal(10 MB/s, 0.5 MB/s) per message, votes that carry the block, \`quorum: classic\`, \`headerSize: 102kB\`,
\`blockSize: 992kB\`, \`messageValidation: 1ms\`, \`blockValidation: 10ms\`, \`blockInterval: 100ms\`. Places and overlay are drawn anew for
every seed and move a run's median far more than the bandwidth does, so distributions over seeds are compared, not one
run with one run. Ours: ${GOSSIP.seeds} seeds of ${GOSSIP.seconds} s. Five medians leave their spread open within the tolerance, their
interval of 95 % confidence. Theirs have a somewhat longer right tail, from proposers in remote places: which cities there
are decides that, and the two tables of cities are not the same.`,
    theirs: 'SymbChainSim',
    unit: 's',
    rows,
  };
}

export function symbchainsimDirect(): Comparison {
  const ours = turns('direct', DIRECT);
  return {
    title: 'Block times of the simulator that the paper used, direct sends',
    about: `The same settings with \`dissemination: direct\`, over ${DIRECT.seeds} seeds of ${DIRECT.seconds} s.`,
    theirs: 'SymbChainSim',
    unit: 's',
    rows: [
      {
        figure: 'median block time, mean over seeds',
        theirs: 0.596,
        ours: mean(ours.map(median)),
        tolerance: { relative: 0.04 },
        decimals: 4,
      },
    ],
  };
}
