import { NUMBER } from '../dimensions/dimension.js';
import type { BlockDescription, Parameter } from './property.js';
import { count, option, parameter, positiveTime, probability, time } from './types.js';

/** Minimum budget: one run for each candidate, of which there are at least two. */
export const MIN_BUDGET = 2;

/** A scenario, what varies, and how often it is repeated. */
export const EXPERIMENT: BlockDescription = {
  name: 'experiment',
  title: 'experiment',
  meaning: 'A scenario, what varies, how often it is repeated, what is plotted, expected and chosen.',
  example:
    'experiment MeanBandwidth {\n    scenario: Baseline\n    vary topology.bandwidth.mean over [2MB/s, 10MB/s]\n    replications: 10\n    plot delays, overhead\n    choose minimise mean(delay.total)\n}',
  properties: [
    {
      name: 'scenario',
      accepts: [{ kind: 'reference', to: 'scenario' }],
      required: true,
      meaning: 'The scenario that is repeated. `vary scenario over [A, B]` takes its place.',
    },
    {
      name: 'replications',
      accepts: [count({ min: 1, max: 100_000 }), { kind: 'expression' }],
      default: '1',
      meaning: 'How often each point is run, or `until p confidence of statistic within p, at most n`.',
    },
  ],
};

/** Twins that simulate each candidate. */
export const SIMULATE: BlockDescription = {
  name: 'simulate',
  title: 'simulate',
  meaning:
    'A twin simulates every candidate from what it knows, and proposes the best. Candidates are all combinations of the values, and the configuration in force, which stays unless the best is better by one standard error of the paired difference.',
  example:
    'simulate {\n    primary.blockSize in [1MB, 2MB]\n    horizon: 60s\n    replications: 3\n    maximise: mean(primary.throughput)\n}',
  properties: [
    {
      name: 'horizon',
      accepts: [positiveTime],
      required: true,
      meaning:
        'How far a twin looks ahead: a candidate is simulated for this long, from the moment at which its nodes have it.',
    },
    {
      name: 'replications',
      accepts: [count({ min: 1, max: 1000 })],
      default: '1',
      defaultNote: 'not with `budget`',
      meaning:
        'How often a twin simulates each candidate; one replication has the same random numbers for all of them.',
    },
    {
      name: 'budget',
      accepts: [count({ min: MIN_BUDGET, max: 100_000 })],
      meaning:
        'Runs that a twin spends on all candidates together by sequential halving: one for each, the rest on the better half, and so on. Replaces `replications`.',
    },
    {
      name: 'decisionTime',
      accepts: [time],
      default: '0s',
      meaning: 'Simulated time that a twin takes for a proposal, and for a vote, so that foresight is not free.',
    },
    {
      name: 'maximise',
      accepts: [{ kind: 'expression' }],
      meaning:
        'The objective to maximise. Metrics are those of the simulated primary; a candidate with an undefined objective is the worst. `primary.latency` includes transactions that still wait at the end.',
    },
    { name: 'minimise', accepts: [{ kind: 'expression' }], meaning: 'The objective to minimise; see `maximise`.' },
  ],
};

/** Twins that learn across intervals. */
export const LEARN: BlockDescription = {
  name: 'learn',
  title: 'learn',
  meaning:
    'A twin learns across intervals which configuration pays off: from the configurations in force at its own node, whoever proposed them. It tries untried actions first. `learn optimiser` is a reconstruction of Liu et al. 2019: deep Q-learning from the observations themselves, whose reward counts only while blocks take at most six block intervals and validators come from all groups alike. `simulate unseen { horizon: 60s }` in the block looks ahead in states that are new; `learn qLearning from "learnt.json" { … }` begins with what a run has learnt.',
  example:
    'learn qLearning {\n    state: bins(backlog, [100tx, 1000tx])\n    primary.blockSize in [1MB, 2MB]\n    reward: mean(primary.throughput)\n}',
  properties: [
    {
      name: 'state',
      accepts: [{ kind: 'expression' }],
      list: true,
      required: true,
      meaning: 'Observations, put into bins.',
    },
    { name: 'reward', accepts: [{ kind: 'expression' }], required: true, meaning: 'The value of a decision.' },
    { name: 'rate', accepts: [probability], default: '0.1', meaning: 'Of `qLearning`: weight of the latest reward.' },
    {
      name: 'discount',
      accepts: [probability],
      default: '0.9',
      meaning: 'Of `qLearning` and `optimiser`: weight of future rewards.',
    },
    {
      name: 'exploration',
      accepts: [probability],
      default: '10%',
      meaning:
        'Of `qLearning` and `optimiser`: probability of a random choice, once everything has been tried; `optimiser` starts at 100 % and decreases to it.',
    },
    {
      name: 'method',
      accepts: [
        option('thompson', 'Gaussian Thompson sampling in each state, with discount.'),
        option('linUcb', 'A linear model of each action over the observations, taken at its upper confidence bound.'),
      ],
      default: 'thompson',
      meaning: 'Of `bandit`: how it balances exploitation and exploration.',
    },
    {
      name: 'memory',
      accepts: [probability],
      default: '100%',
      meaning: 'Of `bandit`: the weight of a sample one interval later. Below 100 % it forgets, and follows changes.',
    },
  ],
};

const LATE: Parameter = { ...parameter('delay', positiveTime, 'how much later'), shareOf: 'timeout' };

/** What Byzantine nodes do. */
export const BYZANTINE: BlockDescription = {
  name: 'byzantine',
  title: 'byzantine',
  meaning: 'What Byzantine nodes or twins do.',
  example: 'byzantine 2 twins { propose: invalid }',
  properties: [
    {
      name: 'propose',
      accepts: [
        option('silent', 'Proposes nothing when it is its turn.'),
        option('invalid', 'Proposes invalid blocks, which honest nodes reject. Each breaks another rule.'),
        option('equivocate', 'Proposes different blocks to different nodes.'),
        option('harmful', 'Proposes valid but harmful blocks: the worst candidate, or the smallest block.'),
        option('late', 'Proposes late. The protocol allows a delay below the timeout.', [LATE]),
      ],
      meaning: 'What it proposes.',
    },
    {
      name: 'vote',
      accepts: [
        option('never', 'Does not vote.'),
        option('against', 'Votes against everything.'),
        option('both', 'Votes for one proposal to some nodes, and for another to the others.'),
        option('late', 'Votes late.', [LATE]),
      ],
      meaning: 'How it votes.',
    },
    {
      name: 'relay',
      accepts: [option('never', 'Receives everything and forwards nothing.')],
      meaning: 'How it treats messages of others.',
    },
    {
      name: 'observe',
      accepts: [
        option('inflated', 'Reports more than it measured.', [
          parameter('k', { kind: 'quantity', dimension: NUMBER, min: 0, exclusiveMin: true }, 'the factor'),
        ]),
      ],
      meaning: 'How it reports its observations to others.',
    },
  ],
};
